"""PDFs as people send them, and as somebody would who means harm."""

import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from tests.bulletin.media import pictures


def pdf(pages: int = 1) -> Pdf:
    """A photo on each page, which says where it was taken."""
    made = Pdf.new()
    photo = made.make_stream(
        pictures.photo(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=40,
        Height=20,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    for _number in range(pages):
        page = made.add_blank_page(page_size=(200, 100))
        page.Resources = Dictionary(XObject=Dictionary(Photo=photo))
        page.Contents = made.make_stream(b"q 200 0 0 100 0 0 cm /Photo Do Q")
    return made


def as_bytes(made: Pdf, **options: Any) -> bytes:
    out = BytesIO()
    made.save(out, **options)
    return out.getvalue()


def locked(password: str) -> bytes:
    return as_bytes(pdf(), encryption=Encryption(owner="owner", user=password))


def evil() -> bytes:
    """Everything that acts or tells, in one file."""
    made = pdf()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('Telltale script')"))
    launch = Dictionary(S=Name.Launch, F=String("Telltale.exe"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    made.attachments["Telltale.exe"] = b"Telltale attachment"
    made.docinfo["/Author"] = "Telltale author"
    made.docinfo["/Producer"] = "Telltale producer"
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["Telltale creator"]
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("field"),
            V=String("Telltale value"),
            Rect=Array([0, 0, 50, 20]),
            AA=Dictionary(K=script),
        )
    )
    made.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xdp>Telltale form</xdp>"))
    page = made.pages[0].obj
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(Telltale=Dictionary(Private=String("Telltale piece")))
    page.Annots = Array(
        [
            field,
            link(launch),
            link(script),
            link(Dictionary(S=Name.URI, URI=String("file:///etc/Telltale"))),
            link(Dictionary(S=Name.URI, URI=String("javascript:Telltale()"))),
            link(Dictionary(S=Name.URI, URI=String("https://example.org/leaflet"))),
        ]
    )
    page.Resources.XObject.Photo.Metadata = made.make_stream(b"<x>Telltale metadata</x>")
    return as_bytes(made)


def link(action: Dictionary) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 10, 10]), A=action)


def bomb() -> bytes:
    """A few kilobytes whose list of objects is two gigabytes large."""
    packer = zlib.compressobj(9)
    begun = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = begun + again * 2048
    head = b"%PDF-1.5\n"
    stream = (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
    )
    return head + stream + b"startxref\n" + str(len(head)).encode() + b"\n%%EOF\n"


def readable(data: bytes) -> Pdf:
    return pikepdf.open(BytesIO(data))
