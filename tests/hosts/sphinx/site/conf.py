project = "Notes from the reading room"
html_static_path = ["_static"]
html_js_files = [("pkg/hustings.js", {"type": "module"})]
