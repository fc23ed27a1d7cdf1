"""Word documents for tests: made by hand where Word writes what no library does."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FOOTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"

STYLES = """
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Our stage"/>
  <w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:name w:val="List Number"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/>
  <w:basedOn w:val="Loop"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
"""


def p(text: str = "", *, style: str = "", list_id: int = 0, level: int = 0, xml: str = "") -> str:
    """A paragraph."""
    settings = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id:
        settings += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{settings}</w:pPr>{run}{xml}</w:p>"


def part(root: str, content: str, *, space: str = W) -> str:
    other = ' xmlns:m="urn:math" xmlns:mc="urn:mc" xmlns:wp="urn:wp"'
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{space}"{other}>{content}</w:{root}>'


def types(main: str = _MAIN, *, name: str = "word/document.xml") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{name}" ContentType="{main}"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{_FOOTER}"/></Types>'
    )


def packed(parts: dict[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def document(body: str, *, space: str = W, **others: str | bytes) -> bytes:
    """A document of these blocks. `others` are parts beside the main one: `footnotes="…"`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>", space=space),
        "word/styles.xml": part("styles", STYLES, space=space),
        "word/numbering.xml": part("numbering", NUMBERING, space=space),
    }
    return packed(parts | {f"word/{name}.xml": content for name, content in others.items()})
