use hustings::domain::{
    blocks::*,
    document::Document,
    markdown,
    reading::{self, Kind, Means, engine::Engine, habits, headings, source},
    tape,
};
use std::time::Instant;
fn main() {
    let r = |a: &str| Some(a.to_owned());
    let cases: Vec<(String, String)> = vec![
        ("headings".into(), (0..100_000).map(|i| format!("# Heading {i}\n\n")).collect()),
        ("bold".into(), "**Bold**\n\n".repeat(100_000)),
        ("quotes".into(), "> ".repeat(10_000) + "deep"),
        ("lists".into(), "- ".repeat(10_000) + "deep"),
        ("div".into(), format!("{}deep{}", "<div>".repeat(10_000), "</div>".repeat(10_000))),
        ("bb".into(), format!("{}deep{}", "[quote]".repeat(10_000), "[/quote]".repeat(10_000))),
        ("stars".into(), "**a ".repeat(10_000)),
        (
            "prose".into(),
            "I mentored 3 people at the mill, e.g. PEP 703 and [this](https://mill.example). ".repeat(12_500),
        ),
        ("word".into(), "a".repeat(1_000_000)),
        ("brackets".into(), "[".repeat(100_000)),
        ("amp".into(), "&".repeat(100_000)),
        ("lt".into(), "<".repeat(100_000)),
        ("ahref".into(), "<a href=".repeat(100_000)),
        ("img".into(), "![".repeat(100_000)),
    ];
    for (n, t) in cases {
        let a = Instant::now();
        let p = source::prepare(&t);
        let t1 = a.elapsed();
        let a = Instant::now();
        let mut b = markdown::blocks(&p, &r);
        let t2 = a.elapsed();
        let a = Instant::now();
        headings::find(&mut b);
        let t3 = a.elapsed();
        let a = Instant::now();
        habits::apply(&mut b, &Means::default(), &r);
        give_anchors(&mut b);
        let t4 = a.elapsed();
        let a = Instant::now();
        let d = Document::new(&b);
        let t5 = a.elapsed();
        let a = Instant::now();
        let tp = tape::write(&b);
        let b2 = tape::blocks(&tp, &r);
        let t6 = a.elapsed();
        let a = Instant::now();
        let _ = (d == Document::new(&b2));
        drop(b);
        drop(b2);
        let t7 = a.elapsed();
        println!(
            "{n:10} {:>9} prep {t1:?} md {t2:?} head {t3:?} habits {t4:?} doc {t5:?} tape {t6:?} drop {t7:?}",
            t.len()
        );
    }
    let _ = (reading::Kind::Plain, Kind::Plain, Engine::default());
}
