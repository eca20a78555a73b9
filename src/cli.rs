//! The command `hustings`: from Markdown files or a forum to a checked feed and a static page.
//!
//! It stands beside the layers: it reads with [`feed`](crate::feed) and [`domain`](crate::domain) and shows with
//! [`components`](crate::components), so that what it says is what the reader will see. Nothing names it, and none of
//! its libraries is in the widget (a test holds that).

pub mod args;
pub mod build;
pub mod check;
pub mod election;
pub mod folder;
pub mod front;
pub mod git;
pub mod import;
pub mod inspect;
pub mod node;
pub mod nomination;
pub mod places;
pub mod progress;
pub mod render;
pub mod report;
pub mod serve;
pub mod shape;
pub mod source;
pub mod starter;
pub mod still;
pub mod web;
pub mod write;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use self::args::{Cli, Command, Telling};
use self::report::{Finding, Format, Report};

/// Runs the command with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let told = match Cli::parse().command {
        Command::Build(args) => build(&args),
        Command::Check(args) => Ok(check(&args)),
        Command::Import { source } => import::run(&source),
        Command::Render(args) => render::run(&args).map(|report| end(&report, Telling::plain())),
        Command::New(args) => starter::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "hustings", &mut script);
            // Whoever reads it may have had enough.
            let _ = std::io::stdout().write_all(&script);
            Ok(ExitCode::SUCCESS)
        }
        Command::Man => man(),
    };
    told.unwrap_or_else(|finding| end(&Report::from(finding), Telling::plain()))
}

impl Telling {
    /// For a person.
    fn plain() -> Self {
        Self { strict: false, format: Format::Text, json: false }
    }
}

/// Tells what was found, and how the command ends.
fn end(report: &Report, telling: Telling) -> ExitCode {
    // A reader that is gone needs no report.
    let _ = report.write(telling.format());
    match report {
        Report { errors: 1.., .. } => ExitCode::from(2),
        Report { warnings: 1.., .. } if telling.strict => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}

/// A line for a person.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

fn build(args: &args::Build) -> Result<ExitCode, Finding> {
    let once = || match build::build(args) {
        Ok(built) => {
            let code = end(&built.checked.report, args.telling);
            if args.telling.format() == Format::Text && args.output.as_os_str() != "-" {
                say(&build::told(args, &built));
            }
            code
        }
        Err(finding) => end(&Report::from(finding), args.telling),
    };
    let code = once();
    if args.watch {
        say("Waiting for changes; Ctrl+C ends it.");
        build::watch(&args.folder, || {
            // How it ends is told by the last one, and there is none.
            once();
        })?;
    }
    Ok(code)
}

fn check(args: &args::Check) -> ExitCode {
    let mut all = Report::default();
    let mut nominations = 0;
    for target in &args.targets {
        match check::check(target, true) {
            Ok(checked) => {
                nominations += checked.nominations;
                all.extend(checked.report);
            }
            Err(finding) => all.add(finding),
        }
    }
    let code = end(&all, args.telling);
    if args.telling.format() == Format::Text {
        let many = if nominations == 1 { "" } else { "s" };
        say(&format!("{nominations} nomination{many}: {}", all.summary()));
    }
    code
}

fn man() -> Result<ExitCode, Finding> {
    let mut page = Vec::new();
    let mut cli = Cli::command();
    cli.build();
    let mut written = clap_mangen::Man::new(cli.clone()).render(&mut page);
    // Each command's page follows, as `man` prints them one after the other.
    let mut waiting: Vec<clap::Command> = cli.get_subcommands().cloned().collect();
    waiting.reverse();
    while let Some(command) = waiting.pop() {
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).replace(' ', "-");
        let more: Vec<clap::Command> = command.get_subcommands().cloned().collect();
        waiting.extend(more.into_iter().rev());
        written = written.and_then(|()| clap_mangen::Man::new(command).title(name).render(&mut page));
    }
    written.map_err(|error| source::unreadable("the manual", &error))?;
    let _ = std::io::stdout().write_all(&page);
    Ok(ExitCode::SUCCESS)
}
