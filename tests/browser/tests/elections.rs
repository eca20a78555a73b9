//! In which order nominees stand, and when what happens in their election.

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::{Value, json};

const TAG: &str = r#"<hustings-widget src="/feed.json"></hustings-widget>"#;

async fn see_order(page: &Page, names: &[&str]) -> Result<()> {
    page.equal("the names", "return part('name').map(text)", names).await
}

async fn see_offers(page: &Page, orders: &[&str]) -> Result<()> {
    page.equal("the orders offered", "return [...all('select')[0].options].map(text)", orders).await
}

/// A nominee who got so many votes.
fn with_votes(name: &str, votes: Option<u32>) -> Value {
    let mut nomination = feeds::nomination(name);
    if let Some(votes) = votes {
        nomination["_hustings"]["result"] = json!({ "value": votes, "unit": "votes" });
    }
    nomination
}

#[test]
fn names_stand_as_the_readers_language_sorts_them() -> Journey {
    reader(async |page| {
        let names = ["Zoë Zorn", "Ärla Berg", "Åsa Lind", "Anders Ek", "Örjan Ström"];
        page.site.put("/feed.json", Answer::feed(feeds::of(&names)));
        page.live_in("Europe/Stockholm", "sv-SE").await?;
        page.show(r#"<hustings-widget src="/feed.json" order="name"></hustings-widget>"#).await?;
        see_order(page, &["Anders Ek", "Zoë Zorn", "Åsa Lind", "Ärla Berg", "Örjan Ström"]).await?;
        page.live_in("Europe/Berlin", "de-DE").await?;
        page.open("/page.html").await?;
        see_order(page, &["Anders Ek", "Ärla Berg", "Åsa Lind", "Örjan Ström", "Zoë Zorn"]).await
    })
}

#[test]
fn a_reader_sorts_by_result_where_there_are_results() -> Journey {
    reader(async |page| {
        let feed = feeds::feed([
            with_votes("Ann Ash", Some(7)),
            with_votes("Bob Birch", None),
            with_votes("Cleo Cedar", Some(100)),
            with_votes("Dan Dogwood", Some(12)),
        ]);
        page.site.put("/feed.json", Answer::feed(feed));
        page.show(TAG).await?;
        page.see_cards(4).await?;
        see_offers(page, &["Shuffled", "A–Z", "By result"]).await?;
        page.tab_to("select Order").await?;
        page.press(Key::Down).await?;
        page.press(Key::Down).await?;
        see_order(page, &["Cleo Cedar", "Dan Dogwood", "Ann Ash", "Bob Birch"]).await?;
        page.click("menu", "Why this order?").await?;
        page.see("elections without results, keep the shuffled order").await
    })
}

#[test]
fn an_author_sorts_by_date_and_no_order_is_offered_that_sorts_nothing() -> Journey {
    reader(async |page| {
        let dated = |name: &str, date: &str| {
            let mut nomination = feeds::nomination(name);
            nomination["date_published"] = date.into();
            nomination
        };
        let feed = feeds::feed([
            dated("Ann Ash", "2026-11-03T18:20:00Z"),
            feeds::nomination("Bob Birch"),
            dated("Cleo Cedar", "2026-11-12"),
        ]);
        page.site.put("/feed.json", Answer::feed(feed));
        page.show(r#"<hustings-widget src="/feed.json" order="date"></hustings-widget>"#).await?;
        see_order(page, &["Cleo Cedar", "Ann Ash", "Bob Birch"]).await?;
        see_offers(page, &["Shuffled", "A–Z", "Newest first"]).await?;
        page.site.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch"])));
        page.show(TAG).await?;
        page.see_cards(2).await?;
        see_offers(page, &["Shuffled", "A–Z"]).await
    })
}

/// A page on which it is this time, and time goes on.
async fn show_at(page: &Page, now: &str, dates: Value) -> Result<()> {
    let mut feed = feeds::of(&["Ann Ash", "Bob Birch"]);
    feed["_hustings"]["elections"][0]["dates"] = dates;
    page.site.put("/feed.json", Answer::feed(feed));
    let clock = format!(
        "const real = Date.now, shift = Date.parse('{now}') - real(); Date.now = () => real() + shift;"
    );
    page.site.put("/clock.js", Answer::script(clock));
    page.show_with(
        r#"<script src="/clock.js"></script><script type="module" src="/pkg/hustings.js"></script>"#,
        TAG,
    )
    .await?;
    page.see_cards(2).await
}

#[test]
fn a_reader_in_tokyo_learns_when_a_vote_anywhere_on_earth_ends() -> Journey {
    reader(async |page| {
        page.live_in("Asia/Tokyo", "ja-JP").await?;
        let dates = json!({ "voting_open": "2026-12-01", "voting_close": "2026-12-14", "time_zone": "AoE",
            "note": "Late ballots do not count." });
        show_at(page, "2026-12-12T01:00:00Z", dates).await?;
        page.see("Voting closes in 3 days").await?;
        page.see_no("Late ballots").await?;
        page.click("menu", "Voting closes in 3 days").await?;
        page.see("Voting closes end of 14 December 2026 Your time: 15 December 2026 at 21:00 GMT+9").await?;
        page.see("Anywhere on Earth (UTC−12)").await?;
        page.see("Late ballots do not count.").await?;
        let moments = "return all('.dates dd time').map((time) => new Date(time.dateTime).toJSON())";
        page.equal(
            "the moments, for programs",
            moments,
            json!([
                "2026-12-01T12:00:00.000Z",
                "2026-12-01T12:00:00.000Z",
                "2026-12-15T12:00:00.000Z",
                "2026-12-15T12:00:00.000Z"
            ]),
        )
        .await
    })
}

#[test]
fn a_zone_that_the_browser_knows_is_followed_through_summer_time() -> Journey {
    reader(async |page| {
        page.live_in("UTC", "en-GB").await?;
        let dates = json!({ "nominations_open": "2027-03-27", "nominations_close": "2027-03-28",
            "voting_open": "2027-07-01T09:30", "voting_close": "2027-07-09T18:00:00Z", "time_zone": "Europe/Berlin" });
        show_at(page, "2027-03-28T09:00:00Z", dates).await?;
        page.click("menu", "Nominations close in 13 hours").await?;
        for words in [
            "Nominations open start of 27 March 2027 Your time: 26 March 2027 at 23:00 UTC",
            "Nominations close end of 28 March 2027 Your time: 28 March 2027 at 22:00 UTC",
            "Voting opens 1 July 2027 at 09:30 Your time: 1 July 2027 at 07:30 UTC",
            "Voting closes 9 July 2027 at 20:00 Your time: 9 July 2027 at 18:00 UTC",
        ] {
            page.see(words).await?;
        }
        Ok(())
    })
}

#[test]
fn a_zone_that_nobody_knows_is_shown_as_written() -> Journey {
    reader(async |page| {
        let dates = json!({ "voting_close": "2026-12-14", "time_zone": "Mars/Olympus" });
        show_at(page, "2026-12-12T01:00:00Z", dates).await?;
        page.click("menu", "Voting closes on 14 December 2026").await?;
        page.see("Voting closes end of 14 December 2026 Time zone Mars/Olympus").await
    })
}

#[test]
fn a_time_without_a_zone_is_shown_as_written() -> Journey {
    reader(async |page| {
        show_at(page, "2026-12-12T01:00:00Z", json!({ "voting_close": "2026-12-14T12:00" })).await?;
        page.click("menu", "Voting closes").await?;
        page.see("Voting closes 2026-12-14 12:00 Time zone not named").await
    })
}

#[test]
fn the_end_of_a_vote_is_told_when_it_comes() -> Journey {
    reader(async |page| {
        let dates = json!({ "voting_close": "2026-12-14T12:00:00Z" });
        show_at(page, "2026-12-14T11:59:57Z", dates).await?;
        page.see("Voting closes in less than an hour").await?;
        page.see("Voting ended on 14 December 2026").await
    })
}
