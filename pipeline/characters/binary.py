"""Which kind of binary some bytes are, if they are no text."""

import re

# First bytes that no text has in any encoding; each with the name a reader of verdicts knows.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\0\0\1\0", "an icon"),
    (b"8BPS\0", "a Photoshop picture"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS-", "a PostScript document"),
    (b"{\\rtf1", "an RTF document"),
    (b"PK\3\4", "a zip archive, or an Office or EPUB document"),
    (b"PK\5\6", "an empty zip archive"),
    (b"Rar!\x1a\7", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "an ELF program"),
    (b"MZ", "a Windows program"),
    (b"\xca\xfe\xba\xbe", "a Java class"),
    (b"\xcf\xfa\xed\xfe", "a Mac program"),
    (b"\0asm", "a WebAssembly module"),
    (b"OggS\0", "Ogg sound"),
    (b"fLaC\0", "FLAC sound"),
    (b"ID3", "MP3 sound"),
    (b"FLV\1", "a Flash film"),
    (b"CWS", "a Flash film"),
    (b"FWS", "a Flash film"),
    (b"\x1aE\xdf\xa3", "a Matroska film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OTTO\0", "a font"),
    (b"\0\1\0\0\0", "a font"),
)
_NAMES = dict(_MAGIC)
_STARTS = re.compile(b"|".join(re.escape(magic) for magic, _ in _MAGIC))
_CONTAINERS = re.compile(rb"(?:RIFF....(WEBP|WAVE|AVI )|....ftyp(....))", re.DOTALL)
_SURE = (
    b"%PDF-",
    b"%!PS-",
    b"{\\rtf1",
)  # these may be all printable and are documents none the less
_CONTROLS = bytes((*range(0x08), 0x0E, *range(0x10, 0x1B), *range(0x1C, 0x20), 0x7F))
_HEAD = 4096


def kind(data: bytes) -> str | None:
    r"""The kind of binary, or None for what may be text.

    A text that merely begins like one (`BZh`, `MZ`) is text unless control characters follow.

    >>> kind(b"GIF89a\x01\x00\x01\x00\x80\x00\x00"), kind(b"GIF89a is a picture format")
    ('a GIF picture', None)
    """
    head = data[:_HEAD]
    if (start := _STARTS.match(head)) and (start[0] in _SURE or controls(head)):
        return _NAMES[start[0]]
    if (found := _CONTAINERS.match(head)) and controls(head):
        return "sound, a picture or a film (RIFF)" if found[1] else "a film or picture (MP4)"
    return None


def controls(data: bytes) -> int:
    """How many control bytes there are that no text needs (tab, line ends, SO, SI, ESC are not)."""
    return len(data) - len(data.translate(None, _CONTROLS))
