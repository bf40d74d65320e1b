"""What a person can put right: told in one sentence, without a traceback."""


class Fault(Exception):  # noqa: N818 - it is the person's next step, not an error of ours
    """A request that can't be carried out; `str()` of it names the thing and the next step."""
