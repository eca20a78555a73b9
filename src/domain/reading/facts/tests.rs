//! What statements say of their writers; all of them invented.

use super::*;
use crate::domain::document::Document;
use crate::domain::reading::{Kind as Source, Means, blocks};

fn read(text: &str) -> Vec<FoundFact> {
    let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
    let document = Document::new(&blocks);
    let found = facts(&Scan::new(&blocks, &document));
    for fact in &found {
        assert_eq!(document.text(&fact.place), fact.value, "{text}");
        let within = fact.place.leaf == fact.evidence.leaf
            && fact.evidence.bytes.start <= fact.place.bytes.start
            && fact.place.bytes.end <= fact.evidence.bytes.end;
        assert!(within, "{text}: {fact:?}");
    }
    found
}

fn values(kind: FactKind, text: &str) -> Vec<String> {
    read(text).into_iter().filter(|fact| fact.kind == kind).map(|fact| fact.value).collect()
}

fn check(kind: FactKind, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(values(kind, text), *expected, "{text}");
    }
}

#[test]
fn an_employer_is_read_where_it_is_named() {
    check(
        FactKind::Affiliation,
        &[
            (
                "---\nname: Ada Brook\ninfo:\n  - employer: Weir & Sons\n  - slack: ada\n---\n\n## Why\n",
                &["Weir & Sons"],
            ),
            ("# Ada\n\n- GitHub: ada\n- Affiliation: independent\n", &["independent"]),
            ("## Where I work...\n\nGreen Mill, with a Bakery heart.", &["Green Mill"]),
            ("## Affiliations\n\n- Green Mill\n- School of Weaving\n", &["Green Mill", "School of Weaving"]),
            ("I work at Green Mill on the water team in Lund.", &["Green Mill"]),
            ("I’m working for IBX/Green Mill: paid to grind.", &["IBX/Green Mill"]),
            ("I currently work full time for the School of Weaving.", &["School of Weaving"]),
            ("I work as a miller at Green Mill.", &["Green Mill"]),
            ("My employer (Green Mill) lets me grind.", &["Green Mill"]),
            ("I'm a senior software engineer at Green Mill.", &["Green Mill"]),
            ("At Green Mill, my team keeps the wheel.", &["Green Mill"]),
            ("- Lead engineer at Green Mill\n", &["Green Mill"]),
            ("I have worked for Green Mill since 2016.", &["Green Mill"]),
            ("I currently work at Green Mill.", &["Green Mill"]),
            ("I mostly work for Green Mill.", &["Green Mill"]),
        ],
    );
}

#[test]
fn what_is_over_denied_or_another_s_is_no_affiliation() {
    for text in [
        "I used to work at Green Mill.",
        "I worked at Green Mill.",
        "I no longer work for Green Mill.",
        "I don't work for Green Mill.",
        "I would love to work for Green Mill.",
        "Formerly I was an engineer at Green Mill.",
        "Bo Weir works at Green Mill; she is an engineer at Green Mill.",
        "- Lead engineer at Green Mill (2010-2012)\n",
        "My work at Green Mill is done.",
        "I work for the community.",
        "I work at night.",
        "I'm a speaker at Mill Days.",
        "- Affiliation: none\n",
        "> I work at Green Mill.",
        "I work with people who work at Green Mill.",
        "- A post about my talk on the wheel work at the Flour summit.\n",
    ] {
        assert_eq!(values(FactKind::Affiliation, text), [""; 0], "{text}");
    }
}

#[test]
fn the_same_employer_is_named_once() {
    let text = "At Mill, my team grinds. I'm working for Green Mill.\n\n## Affiliation\n\nGreen Mill";
    assert_eq!(values(FactKind::Affiliation, text), ["Green Mill"]);
}

#[test]
fn the_time_offered_is_a_figure_where_there_is_one() {
    check(
        FactKind::Availability,
        &[
            ("I can spend about 10 hours a week on it.", &["about 10 hours a week"]),
            ("I have 5-10 hours per week.", &["5-10 hours per week"]),
            ("I offer five to ten hours weekly.", &["five to ten hours weekly"]),
            ("I give 8 hours/week.", &["8 hours/week"]),
            ("I give two days a month.", &["two days a month"]),
            (
                "Although I give most of my time, they let me spend up to 50% of my time on it.",
                &["up to 50% of my time"],
            ),
            ("I give half of my working time.", &["half of my working time"]),
            (
                "I spend a considerable amount of my free time on it.",
                &["a considerable amount of my free time"],
            ),
            ("I'm currently a part-time contributor.", &["a part-time contributor"]),
            ("I work on the wheel full time.", &["full time"]),
            ("## Availability\n\nEvenings and Sundays.", &["Evenings and Sundays"]),
            ("## My time\n\n20 hours per week, from May.", &["20 hours per week"]),
        ],
    );
    for text in [
        "The mill needs 10 hours a week.",
        "I used to give 10 hours a week.",
        "I cannot give 10 hours a week.",
        "I help full time contributors.",
        "I've been a part time contributor for years.",
        "I read 10 books a week.",
        "I was a full-time student.",
    ] {
        assert_eq!(values(FactKind::Availability, text), [""; 0], "{text}");
    }
}

#[test]
fn mentoring_is_what_was_done() {
    check(
        FactKind::Mentoring,
        &[
            (
                "I mentored many millers and promoted 10 millers as core developers (I name none).",
                &["mentored many millers and promoted 10 millers as core developers"],
            ),
            (
                "- Mentored / promoted several new core developers:\n- Bo\n",
                &["Mentored / promoted several new core developers"],
            ),
            ("I have been a mentor at Mill School, twice.", &["I have been a mentor at Mill School"]),
            ("I mentor newcomers.", &["mentor newcomers"]),
            ("I promoted three contributors.", &["promoted three contributors"]),
            ("Last but not least, I mentored Bo.", &["mentored Bo"]),
        ],
    );
    for text in [
        "I want to see more mentoring.",
        "I will mentor newcomers.",
        "Mentoring is more crucial than ever.",
        "## What I'll do\n\n- Mentored groups\n",
        "## What I'll do\n\nThere is work to do:\n\n- Growth through active mentorship\n",
        "She mentored me, and I thank her.",
        "I did it as a developer, reviewer or mentor.",
        "I promoted the fair.",
    ] {
        assert_eq!(values(FactKind::Mentoring, text), [""; 0], "{text}");
    }
}

#[test]
fn roles_are_read_from_their_names_alone() {
    check(
        FactKind::Role,
        &[
            ("- Core developer since 2018-06-06.\n", &["Core developer since 2018-06-06"]),
            (
                "- Release manager for Mill 3.10 and Mill 3.11.\n",
                &["Release manager for Mill 3.10 and Mill 3.11"],
            ),
            (
                "- SIG Water co-chair (Oct. 2018 - Nov. 2020)\n",
                &["SIG Water co-chair (Oct. 2018 - Nov. 2020)"],
            ),
            ("- Member of the Mill Oversight Committee\n", &["Member of the Mill Oversight Committee"]),
            ("- Code of Conduct Committee\n", &["Code of Conduct Committee"]),
            ("- steering council member since 2017\n", &["steering council member since 2017"]),
            ("I'm a Technical Lead for SIG Water, and glad.", &["Technical Lead for SIG Water"]),
            (
                "I've served as the co-chair of SIG Water since early 2022, with joy.",
                &["co-chair of SIG Water since early 2022"],
            ),
            (
                "As a chair of the Water WG and a Wheel maintainer, I also grind.",
                &["chair of the Water WG", "Wheel maintainer"],
            ),
            ("I'm a member of the Mill Council.", &["member of the Mill Council"]),
            ("Today I am a core developer.", &["core developer"]),
            ("I grind. Currently chair of SIG-Water, and glad.", &["chair of SIG-Water"]),
            ("- SIG Water\n  - Tech Lead\n", &["Tech Lead"]),
            ("- SIG Water - I am co-chair.\n", &["SIG Water - I am co-chair"]),
            (
                "I'm a Chair (emeritus) and Tech Lead of SIG Water and SIG Corn.",
                &["Chair (emeritus) and Tech Lead of SIG Water and SIG Corn"],
            ),
            ("I'm a Wheel-Lead—v1.2 (Oak) these days.", &["Wheel-Lead—v1.2 (Oak)"]),
            (
                "I'm a member of the Mill Committee for Corn Days.",
                &["member of the Mill Committee for Corn Days"],
            ),
            (
                "I know the guild as an Ambassador, co-chair of the Corn Group, and a Mill Committee Member of Corn Days.",
                &["Ambassador", "co-chair of the Corn Group", "Mill Committee Member of Corn Days"],
            ),
            ("As a chair of SIG Water, Core Developer Ada and I grind.", &["chair of SIG Water"]),
            ("I've also been a Mill Ambassador since May.", &["Mill Ambassador since May"]),
            ("Other roles include Mill-Ambassador and joy.", &["Mill-Ambassador"]),
            (
                "- Wheel team: 1.1 wheel lead, 1.2 lead shadow, 1.3 water shadow, 1.4 Emeritus Adviser, 1.5 Emeritus Adviser\n",
                &[
                    "Wheel team: 1.1 wheel lead, 1.2 lead shadow, 1.3 water shadow, 1.4 Emeritus Adviser, 1.5 Emeritus Adviser",
                ],
            ),
            (
                "- Water Chair: seeing to the wheel and telling of it at all of the fairs that there are in the land\n",
                &["Water Chair"],
            ),
        ],
    );
    for text in [
        "- Worked with every lead of the mill\n",
        "- Organized the core developer sprint\n",
        "- the chair role was new\n",
        "I was a chair of SIG Water.",
        "I served as a member of the Mill Council for 6 months.",
        "I'm not a core developer.",
        "I want to be a release manager.",
        "I'm working with the SIG Water lead.",
        "Bo is a core developer.",
        "## What I'll do\n\n- Lead maintainer of sails\n",
        "### Emeritus roles\n\n- SIG Water chair\n",
        "## Talks\n\n- Panel of the Mill Steering Committee\n",
        "- Shepherding the making of two new roles:\n  - Water Ambassador\n",
        "> I'm a core developer.",
        "- Green Mill (2012-2016), Technical Lead of Wheels\n",
        "I grind, most recently serving as a member of the Corn Committee.\n\n### Emeritus roles\n\n- Mill Corn Committee\n",
    ] {
        assert_eq!(values(FactKind::Role, text), [""; 0], "{text}");
    }
}

#[test]
fn a_role_in_two_wordings_is_one() {
    check(
        FactKind::Role,
        &[
            (
                "- Tech Lead, Water Supply\n\nI'm a Technical Lead for SIG Water Supply.",
                &["Tech Lead, Water Supply"],
            ),
            (
                "- SIG Water / Co-Chair\n\nI've served as the Co-chair of SIG Water since early 2022.",
                &["Co-chair of SIG Water since early 2022"],
            ),
            (
                "- Wheel Lead for Corn\n- Senior Mill Manager and lead\n\nI'm a Wheel Lead for Corn and Senior Lead.",
                &["Wheel Lead for Corn", "Senior Mill Manager and lead"],
            ),
            (
                "- Mill Council (2023-2025)\n\nI'm currently a Mill Council member.",
                &["Mill Council (2023-2025)"],
            ),
            // Other roles, although their words are alike.
            (
                "- v1.2 Wheel Lead\n- v1.2 Wheel Lead Shadow\n- v1.3 Wheel Lead\n- Emeritus Corn Chair\n- Corn Chair\n",
                &[
                    "v1.2 Wheel Lead",
                    "v1.2 Wheel Lead Shadow",
                    "v1.3 Wheel Lead",
                    "Emeritus Corn Chair",
                    "Corn Chair",
                ],
            ),
            (
                "- SIG Water chair\n- SIG Corn lead\n\nI'm a chair of SIG Corn.",
                &["SIG Water chair", "SIG Corn lead", "chair of SIG Corn"],
            ),
        ],
    );
}

#[test]
fn groups_are_read_from_their_list_or_from_own_words() {
    check(
        FactKind::Group,
        &[
            (
                "## SIGs\n\n- SIG Water Supply - co-chair\n- sig-api-wheels member\n- SIG cloud water\n- Sails: maintainer\n- WG LTS\n- Grain / Structured Corn WG lead\n",
                &[
                    "SIG Water Supply",
                    "sig-api-wheels",
                    "SIG cloud water",
                    "Sails",
                    "WG LTS",
                    "Grain",
                    "Structured Corn WG",
                ],
            ),
            ("I help in SIG Water and the Corn Working Group.", &["SIG Water", "Corn Working Group"]),
            ("- lead SIG-Water\n", &["SIG-Water"]),
            ("- Sometimes: SIG Water, Corn Meal, Wheels, ...\n", &["SIG Water", "Corn Meal", "Wheels"]),
            ("- SIG Water, Corn (member)\n", &["SIG Water", "Corn"]),
            ("I help in SIGs like Water, Corn Meal and Wheels.", &["Water", "Corn Meal", "Wheels"]),
            ("## SIGs\n\n- TAG-Grain Fine Flour WG Co-chair\n", &["TAG-Grain Fine Flour WG"]),
            // Somebody's name or role is no group.
            ("- SIG Water, Chair since May\n", &["SIG Water"]),
            ("- Chair for SIG Water, Corn API maintainer\n", &["SIG Water"]),
            ("I help in SIG Water, Bo Weir and Ada.", &["SIG Water"]),
        ],
    );
    for text in [
        "The Water WG has done well.",
        "I do not think that SIG Water should grind.",
        "I want SIG Water to grow.",
        "## What I'll do\n\n- Help SIG Water\n",
        "## SIGs\n\n- CNCF: ambassador\n- Steering Committee\n",
        "I went to a sig meeting.",
    ] {
        assert_eq!(values(FactKind::Group, text), [""; 0], "{text}");
    }
}

#[test]
fn what_another_says_at_the_end_is_no_fact() {
    let text = "I work at Green Mill.\n\nAda has been a core developer. I work at Red Mill and she mentored me.\n\nBy: Bo Weir";
    let found = read(text);
    let found: Vec<_> = found.iter().map(|fact| (fact.kind, &*fact.value)).collect();
    assert_eq!(found, [(FactKind::Affiliation, "Green Mill")]);
}

#[test]
fn other_languages_are_read_as_far_as_they_go() {
    assert_eq!(read("Ich arbeite bei der Grünen Mühle. 私は水車で働いています。"), []);
    assert_eq!(values(FactKind::Affiliation, "- Employer: 水車\n"), ["水車"]);
}

#[test]
fn hostile_texts_are_read_in_one_go() {
    let started = std::time::Instant::now();
    for (part, times) in [
        ("I'm a ", 30_000),
        ("I work at A", 20_000),
        ("SIG A", 40_000),
        ("10 hours a week of my ", 8_000),
        ("- Lead\n", 20_000),
        ("mentor, ", 20_000),
        ("x", 1_000_000),
        ("as a as ", 20_000),
        ("A:\n\n- b:\n", 10_000),
    ] {
        read(&part.repeat(times));
    }
    let headings: String = (0..20_000).map(|number| format!("# Groups {number}\n")).collect();
    read(&headings);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
