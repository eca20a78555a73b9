//! What the command takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};

use super::report::Format;

const HELP: &str = "\
Exit codes: 0 when all is well, 1 when --strict and there are warnings, 2 when something is lost or can't be done.

Examples:
  hustings new board                        a folder to begin with
  hustings serve board                      look at it while you write
  hustings build board -o nominations.json  the feed that the widget reads
  hustings check nominations.json           what is wrong with it, and where";

/// From Markdown files or a forum to a checked feed and a static page.
#[derive(Debug, Parser)]
#[command(name = "hustings", version, about, after_help = HELP, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a feed of a folder of Markdown files.
    Build(Build),
    /// Tell every fault of a feed or a folder, with its place and its remedy.
    Check(Check),
    /// Make a folder of nominations from a forum, a feed or a table.
    Import {
        /// From where.
        #[command(subcommand)]
        source: Import,
    },
    /// Make a page, or a piece of one, that needs no script.
    Render(Render),
    /// Begin a folder: an election, two invented nominations, a page with the widget.
    New(New),
    /// Show a folder in the browser while it is written.
    Serve(Serve),
    /// Print what a shell needs to complete the command.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual as a man page.
    Man,
}

/// How faults are told.
#[derive(Debug, Args, Clone, Copy)]
pub struct Telling {
    /// End with 1 when there are warnings.
    #[arg(long)]
    pub strict: bool,
    /// How to write what was found.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl Telling {
    /// The format.
    #[must_use]
    pub fn format(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// Of `build`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hustings build board -o site/nominations.json
  hustings build board -o site/nominations.json --watch
  hustings build kubernetes -o feed.json --pages 50")]
pub struct Build {
    /// The folder: one Markdown file a nomination, and election.yml.
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The feed's file; further files stand beside it.
    #[arg(short, long, value_name = "FILE", default_value = "nominations.json", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,
    /// Split the feed into pages of so many nominations, and each statement into a file of its own.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub pages: Option<u32>,
    /// Build again whenever something changes.
    #[arg(long)]
    pub watch: bool,
    /// Take no dates and no history from git.
    #[arg(long)]
    pub no_git: bool,
    /// How faults are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Of `check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hustings check board
  hustings check site/nominations.json --strict
  hustings check https://example.org/nominations.json --json
  hustings check board --format github      in a workflow on GitHub")]
pub struct Check {
    /// A feed's file, a folder of nominations, an address, or - for stdin.
    #[arg(required = true, value_name = "FEED|FOLDER|URL", value_hint = ValueHint::AnyPath)]
    pub targets: Vec<String>,
    /// How faults are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Of `import`.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// From topics of a Discourse forum.
    Discourse(Discourse),
    /// From a JSON Feed of any blog.
    #[command(after_help = "\
Examples:
  hustings import jsonfeed https://blog.example.org/feed.json -o board")]
    Jsonfeed(FromFeed),
    /// From RSS or Atom.
    #[command(after_help = "\
Examples:
  hustings import rss https://blog.example.org/feed.xml -o board --election board-2027")]
    Rss(FromFeed),
    /// From a table: a row a nomination, its columns named as the members of a nomination.
    #[command(after_help = "\
Examples:
  hustings import csv nominees.csv -o board

The first line names the columns: name, url, candidate.handle, facts.hours, statement …")]
    Csv(FromFeed),
}

/// Where imported nominations go.
#[derive(Debug, Args)]
pub struct Into {
    /// The folder that the nominations go to; what stands there is not overwritten unless it came from the same post.
    #[arg(short, long, value_name = "FOLDER", default_value = "nominations", value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// The id of the election that they belong to.
    #[arg(long, value_name = "ID")]
    pub election: Option<String>,
}

/// Of `import discourse`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hustings import discourse https://forum.example.org/c/elections/12 -o board
  hustings import discourse https://forum.example.org/t/ann-ash/345
  hustings import discourse saved/*.json

One request at a time, with a pause between two. What was cut off goes on where it stopped.
Credentials are sent only where --api-key is given, and only to that forum.")]
pub struct Discourse {
    /// Addresses of topics or of a category, or JSON that was saved from them.
    #[arg(required = true, value_name = "URL|FILE", value_hint = ValueHint::AnyPath)]
    pub sources: Vec<String>,
    /// Where they go.
    #[command(flatten)]
    pub into: Into,
    /// Only topics with this tag.
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
    /// Seconds between two requests.
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    pub delay: f64,
    /// A key for forums that are not open; better in the environment.
    #[arg(long, value_name = "KEY", env = "DISCOURSE_API_KEY", hide_env_values = true)]
    pub api_key: Option<String>,
    /// Whose key it is.
    #[arg(long, value_name = "NAME", env = "DISCOURSE_API_USERNAME", requires = "api_key")]
    pub api_username: Option<String>,
}

/// Of the other imports.
#[derive(Debug, Args)]
pub struct FromFeed {
    /// A file, or an address.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::AnyPath)]
    pub source: String,
    /// Where they go.
    #[command(flatten)]
    pub into: Into,
}

/// What `render` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum View {
    /// The cards.
    #[default]
    Cards,
    /// Those picked, side by side.
    Compare,
    /// The cards, every statement, and all side by side.
    All,
}

/// Of `render`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hustings render nominations.json > fallback.html       to stand inside the tag
  hustings render board --view compare --picks ann-ash,bob-birch
  hustings render board --view all --page -o voters-guide.html")]
pub struct Render {
    /// A feed's file, or a folder of nominations.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub feed: PathBuf,
    /// What to show.
    #[arg(long, value_enum, default_value_t, value_name = "VIEW")]
    pub view: View,
    /// The ids of those side by side; all, unless told.
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    pub picks: Vec<String>,
    /// Only those that fit: words, or filters like election:2027.
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub query: String,
    /// The number that draws the order. Without a script all readers see the same one: draw anew when you publish anew.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u32,
    /// With the widget's own look; unless told, a piece looks as the page has it.
    #[arg(long)]
    pub styled: bool,
    /// A page of its own, and not a piece of one.
    #[arg(long)]
    pub page: bool,
    /// Where to write it; stdout, unless told.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// Of `new`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hustings new board
  hustings serve board      look at it while you write")]
pub struct New {
    /// The folder, which must be empty or not there.
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
}

/// Of `serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hustings serve board
  hustings serve board --port 8000 --widget path/to/pkg")]
pub struct Serve {
    /// The folder.
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The port on this machine.
    #[arg(long, default_value_t = 8401)]
    pub port: u16,
    /// The folder that has hustings.js; without it the page shows what needs no script.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub widget: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_does() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
        }
    }
}
