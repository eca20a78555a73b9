//! The content policies that the demo is served with. The browser tests serve it with the same ones: they include this file.

/// As strict as a page can be: the demo proves that the widget needs no more than
/// `'wasm-unsafe-eval'` beyond the page's own files.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                          img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// The policy of a page of the demo. Beyond the others the builder needs frames of its own site for its previews, and
/// whichever feed its author names.
pub fn policy_of(path: &str) -> String {
    if path.starts_with("/builder") {
        POLICY.replace("connect-src 'self'", "connect-src 'self' https: http:; frame-src 'self'")
    } else {
        POLICY.to_owned()
    }
}
