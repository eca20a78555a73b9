from misago import MisagoPlugin

manifest = MisagoPlugin(
    name="Hustings",
    description="Shows nominations side by side: a link to the widget's frame.html, alone in its paragraph, becomes the widget.",
    license="MIT OR Apache-2.0",
    icon="fa fa-users",
    color="#1f4fa3",
    version="0.1.0",
)
