use hustings::domain::{
    document::Document,
    reading::{Kind, Means, blocks},
};
fn main() {
    for f in std::env::args().skip(1) {
        let t = std::fs::read_to_string(&f).unwrap();
        println!("=== {f}");
        let b = blocks(&t, Kind::Markdown, &Means::default(), &|a| Some(a.to_owned()));
        let d = Document::new(&b);
        for s in &d.sections {
            println!("{} {:?} [{}]", s.level, s.title, s.leaves.len());
            for l in s.leaves.clone().take(40) {
                let l = &d.leaves[l];
                println!(
                    "      {:?} {}",
                    l.kind,
                    l.text.chars().take(70).collect::<String>().replace('\n', "⏎")
                );
            }
        }
    }
}
