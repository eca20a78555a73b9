//! What would go wrong unseen: that a journey notices a page which doesn't keep quiet.

use hustings_browser_tests::{Answer, Journey, Site, feeds, reader};

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

#[test]
fn on_somebody_elses_page_the_faults_of_the_widget_are_noticed_and_theirs_are_not() -> Journey {
    reader(async |page| {
        let other = Site::start(false).await?;
        other.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash"])));
        let html = r#"<!doctype html><html lang="en"><title>Theirs</title><link rel="icon" href="data:,">
            <script type="module" src="/pkg/hustings.js"></script>
            <img src="data:,"><hustings-widget src="/feed.json"></hustings-widget>"#;
        other.put("/theirs.html", Answer::page(html));
        page.visit(&other.url("/theirs.html")).await?;
        page.see_cards(1).await?;
        page.assert_clean().await?;
        page.ask("part('summary')[0].append(document.createElement('img'))", []).await?;
        let complaint = page.assert_clean().await.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(complaint.contains("image-alt"), "{complaint}");
        page.ask("part('summary')[0].querySelector('img').remove()", []).await?;
        Ok(())
    })
}
