"""The kinds of faults that lint tells, one code each."""

from leaflets.problems import Position, Problem, Severity


def broken(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of a sheet that does not mean what it looks like."""
    return Problem(code="css-broken", message=message, hint=hint, position=position)


def overrules(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of what would win over the sheet that is generated."""
    return Problem(code="css-overrules", message=message, hint=hint, position=position)


def undefined(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of a variable that nobody defines."""
    return Problem(code="css-variable-undefined", message=message, hint=hint, position=position)


def face(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of a family that nobody has, or that the contract does not name."""
    return Problem(code="css-face-unknown", message=message, hint=hint, position=position)


def arithmetic(
    position: Position, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Problem:
    """Return the problem of a sum that the engine drops or gets wrong."""
    return Problem(
        code="css-arithmetic", severity=severity, message=message, hint=hint, position=position
    )


def hidden(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of what takes text away from the reader."""
    return Problem(code="css-text-hidden", message=message, hint=hint, position=position)


def colour(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of a colour that is no ink."""
    return Problem(
        code="css-colour",
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        position=position,
    )


def unsupported(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of what the engine does not know and leaves out."""
    return Problem(
        code="css-unsupported",
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        position=position,
    )


def misprinted(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of what the engine takes and then gets wrong."""
    return Problem(
        code="css-misprinted",
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        position=position,
    )


def slot_box(position: Position, message: str, hint: str) -> Problem:
    """Return the problem of a slot that cannot be measured."""
    return Problem(
        code="css-slot-box",
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        position=position,
    )
