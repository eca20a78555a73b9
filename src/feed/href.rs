//! An address that is safe to link to.

use super::Text;

/// An address with the scheme http, https or mailto, or a relative one.
///
/// There is no other way to make one than [`Href::parse`], so that no link of
/// the page can carry a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href(Text);

/// Makes an address absolute, from the place of the feed that names it;
/// `None` where it is no address at all.
pub type Resolve<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Href {
    /// The address, if it is safe.
    #[must_use]
    pub fn parse(text: &str, resolve: Resolve<'_>) -> Option<Self> {
        // What browsers drop from an address before they look at its scheme.
        let text: String = text
            .trim_matches(|c: char| c <= ' ')
            .chars()
            .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
            .collect();
        if text.is_empty() || !has_safe_scheme(&text) {
            return None;
        }
        let absolute = resolve(&text)?;
        // What is resolved has none of these; what was not could hide something behind them.
        let has_controls = absolute.bytes().any(|byte| byte.is_ascii_control());
        (has_safe_scheme(&absolute) && !has_controls).then(|| Self(absolute.into()))
    }

    /// As an attribute.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, with the port where it names one; `None` for a mail address or a relative one.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once("://")?;
        let authority = rest.split(['/', '?', '#', '\\']).next()?;
        Some(authority.rsplit('@').next().unwrap_or(authority)).filter(|host| !host.is_empty())
    }

    /// To share with a component.
    #[must_use]
    pub fn text(&self) -> Text {
        self.0.clone()
    }
}

fn has_safe_scheme(address: &str) -> bool {
    let end = address.find([':', '/', '?', '#']).unwrap_or(address.len());
    let (scheme, rest) = address.split_at(end);
    if !rest.starts_with(':') {
        return true;
    }
    ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<String> {
        Href::parse(text, &|text| Some(text.to_owned())).map(|href| href.as_str().to_owned())
    }

    #[test]
    fn web_mail_and_relative_addresses_are_kept() {
        for text in [
            "https://example.org/a?b=c:d",
            "HTTP://example.org",
            "mailto:a@example.org",
            "post/1",
            "/a:b",
            "?a:b",
            "#a:b",
            "//example.org/",
        ] {
            assert_eq!(parse(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_may_run_a_script_is_refused() {
        for text in [
            "javascript:alert(1)",
            " \u{1}JaVa\tScr\nipt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            "file:///etc",
            "",
            " ",
            ":x",
            "https://example.org/a\0b",
            "a\u{7f}b",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_base_cannot_smuggle_a_scheme_in() {
        assert_eq!(Href::parse("x", &|_| Some("javascript:x".into())), None);
        assert_eq!(Href::parse("x", &|_| None), None);
    }
}
