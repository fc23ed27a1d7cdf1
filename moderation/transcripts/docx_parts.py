"""The parts of a Word document that are the same for every transcript, or nearly so.

Styles bear Word's built-in names, by which NVivo, MAXQDA and ATLAS.ti code a document.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_CONTENT_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="jpg" ContentType="image/jpeg"/>
<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_TYPES}.numbering+xml"/>
<Override PartName="/word/footer.xml" ContentType="{_TYPES}.footer+xml"/>
<Override PartName="/docProps/core.xml"
 ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

_PACKAGE_LINKS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>
<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/>
</Relationships>"""

LINKS_OF_DOCUMENT = "word/_rels/document.xml.rels"
_DOCUMENT_LINKS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_RELATION}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{_RELATION}/numbering" Target="numbering.xml"/>
<Relationship Id="footer" Type="{_RELATION}/footer" Target="footer.xml"/>
%s</Relationships>"""
_PICTURE_LINK = (
    f'<Relationship Id="picture%s" Type="{_RELATION}/image" Target="media/picture%s.jpg"/>\n'
)

_NUMBERING = f"""<w:numbering {WORD}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""

_FOOTER = f"""<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""

# Size in half points, space before and after in twentieths of a point.
_TITLES = (
    ("Title", "Title", 44, 0, 160, None),
    ("Heading1", "heading 1", 34, 560, 160, 0),
    ("Heading2", "heading 2", 27, 400, 120, 1),
    ("Heading3", "heading 3", 23, 280, 80, 2),
)
_INK, _SOFT, _ACCENT = "2A251E", "625849", "1F5C57"
_TEXTS = (
    ("Question", "Question", f'<w:i/><w:color w:val="{_SOFT}"/>', '<w:spacing w:after="160"/>'),
    ("ListBullet", "List Bullet", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    ("Reply", "Reply", "", '<w:keepNext/><w:spacing w:before="160" w:after="0"/>'),
    ("ReplyNote", "Reply Note", f'<w:color w:val="{_SOFT}"/><w:sz w:val="17"/>', ""),
    ("About", "About", f'<w:color w:val="{_SOFT}"/>', ""),
    ("Footer", "footer", f'<w:color w:val="{_SOFT}"/><w:sz w:val="17"/>', '<w:jc w:val="center"/>'),
)
_RUNS = (
    ("Speaker", f'<w:b/><w:color w:val="{_ACCENT}"/>'),
    ("Choices", "<w:b/>"),
)


def parts(title: str, language: str, made_at: datetime) -> Iterator[tuple[str, str]]:
    """Each part's name in the package, and its text."""
    yield "[Content_Types].xml", HEAD + _CONTENT_TYPES
    yield "_rels/.rels", HEAD + _PACKAGE_LINKS
    yield "word/styles.xml", HEAD + _styles(language)
    yield "word/numbering.xml", HEAD + _NUMBERING
    yield "word/footer.xml", HEAD + _FOOTER
    yield "docProps/core.xml", HEAD + _core(title, made_at)


def links(pictures: int) -> str:
    """What the document is joined to: its styles, its footer, and so many pictures."""
    return _DOCUMENT_LINKS % "".join(
        _PICTURE_LINK % (number, number) for number in range(1, pictures + 1)
    )


def _core(title: str, made_at: datetime) -> str:
    """`title` is escaped here."""
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _styles(language: str) -> str:
    titles, texts = map(_title_style, _TITLES), map(_text_style, _TEXTS)
    body = "".join([*titles, *texts, *map(_run_style, _RUNS)])
    return (
        f"<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>'
        f'<w:color w:val="{_INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{escape(language)}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="80" w:line="288" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/></w:style>{body}</w:styles>'
    )


def _title_style(style: tuple[str, str, int, int, int, int | None]) -> str:
    key, name, size, before, after, outline = style
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="252" w:lineRule="auto"/>{level}'
        f'</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _text_style(style: tuple[str, str, str, str]) -> str:
    key, name, run, paragraph = style
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _run_style(style: tuple[str, str]) -> str:
    name, run = style
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{run}</w:rPr></w:style>"
    )
