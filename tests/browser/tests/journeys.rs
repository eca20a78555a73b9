//! What readers come for, over the demo page.

use hustings_browser_tests::{Journey, reader};

#[test]
fn a_reader_sees_every_nomination() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget src="/python-steering-council.json"><p>Wait</p></hustings-widget>"#)
            .await?;
        page.see_count("77 nominations").await?;
        page.search("free threading").await?;
        page.see_count("2 of 77 nominations").await
    })
}
