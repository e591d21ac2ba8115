"""The structure of pages that are read on a screen: set texts are told to it as one.

What its words mean: ISO 32000-1, 14.7 and 14.8.
"""

from collections.abc import Iterator

from pikepdf import Dictionary, Object, Page, Pdf, String

from leaflets.press.content import Instruction
from leaflets.press.spoken import Passage, beginnings


def tell(
    pdf: Pdf, page: Page, content: tuple[Instruction, ...], passages: tuple[Passage, ...]
) -> None:
    """Give the element of each passage the text that the passage says.

    An element that holds more than its passage stays as it is: its text would be swallowed.
    """
    of = marks_of(content, passages)
    elements = elements_of(pdf, page) if of else ()
    for passage, numbers in of.items():
        holder = common([tuple(up(elements[number])) for number in sorted(numbers)])
        if holder is not None and set(_held(holder)) == numbers:
            holder.ActualText = String(passage.text)


def marks_of(
    content: tuple[Instruction, ...], passages: tuple[Passage, ...]
) -> dict[Passage, set[int]]:
    """Return the numbers of the marks that hold each passage's text."""
    around = _marks(content)
    found: dict[Passage, set[int]] = {}
    for begin, passage in beginnings(content, passages):
        number = around.get(begin)
        if number is not None:
            found.setdefault(passage, set()).add(number)
    return found


def elements_of(pdf: Pdf, page: Page) -> Object:
    """Return the elements of the page's marks, by number, as the document holds them."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    keys = [int(numbers[place]) for place in range(0, len(numbers), 2)]
    return numbers[2 * keys.index(int(page.obj.StructParents)) + 1]


def registered(pdf: Pdf, told: Object) -> int:
    """Enter what stands for marks or for an annotation in the structure; return its key."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    key = free_key(pdf)
    numbers.append(key)
    numbers.append(told)
    return key


def free_key(pdf: Pdf) -> int:
    """Return the first key that nothing in the structure has."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return int(numbers[len(numbers) - 2]) + 1 if len(numbers) else 0


def up(element: Object) -> Iterator[Object]:
    """Yield an element and all that it stands in, the outermost last."""
    while "/P" in element:
        yield element
        element = element.P


def common(ways: list[tuple[Object, ...]]) -> Object | None:
    """Return the innermost element that all ways up pass."""
    others = [{one.objgen for one in way} for way in ways[1:]]
    return next((one for one in ways[0] if all(one.objgen in way for way in others)), None)


def _marks(content: tuple[Instruction, ...]) -> dict[int, int]:
    """Return the number of the mark around each text object, by where the object begins."""
    opened: list[int | None] = []
    found = {}
    for index, instruction in enumerate(content):
        match str(instruction.operator):
            case "BMC":
                opened.append(None)
            case "BDC":
                opened.append(_number(instruction))
            case "EMC":
                opened.pop()
            case "BT" if numbers := [one for one in opened if one is not None]:
                found[index] = numbers[-1]
    return found


def _number(instruction: Instruction) -> int | None:
    told = instruction.operands[1]
    return int(told.MCID) if isinstance(told, Dictionary) and "/MCID" in told else None


def _held(element: Object) -> Iterator[int]:
    """Yield the numbers of all marks on the page in an element."""
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary):
            yield from _held(kid)
        else:
            yield int(kid)
