//! What would go wrong unseen: that a journey notices a page which doesn't keep quiet.

use hustings_browser_tests::{Answer, Journey, Site, reader};

#[test]
fn a_page_that_does_not_keep_quiet_is_noticed() -> Journey {
    reader(async |page| {
        let other = Site::start(true).await?;
        let asks = format!("fetch('{}')", other.url("/minimal.json"));
        for (script, body, complaint) in [
            ("console.warn('psst')", "", "psst"),
            ("throw new Error('ouch')", "", "ouch"),
            ("eval('1')", "", "unsafe-eval"),
            (&*asks, "", &*other.origin),
            ("", "<img src='data:,'>", "image-alt"),
            ("", "<img src='/gone.png' alt=''>", "404"),
        ] {
            page.site.put("/loud.js", Answer::script(script));
            page.show_with("", &format!(r#"{body}<script src="/loud.js"></script>"#)).await?;
            let complaints =
                page.assert_clean().await.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(complaints.contains(complaint), "“{complaint}” goes unnoticed: {complaints}");
            page.ask("document.querySelectorAll('img').forEach((image) => image.remove())", []).await?;
        }
        Ok(())
    })
}
