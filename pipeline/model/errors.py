"""What a person can put right, told in one sentence; and what a run puts right by itself."""


class Fault(Exception):  # noqa: N818 - it is the person's next step, not an error of ours
    """A request that can't be carried out; `str()` of it names the thing and the next step."""

    code = 2
    """What the command exits with."""


class Stopped(Fault):
    """A run that can't go on now, for the disk is full or broken; what it has done is kept."""

    code = 75


class Foreign(Fault):
    """A link, a pipe or a device where a file or folder of ours should stand; it is not touched."""


class Busy(Fault):
    """A folder that another process is writing."""


class Corrupt(Exception):  # noqa: N818 - a finding about a file
    """A file of the state that does not hold what was written: the run begins anew without it."""
