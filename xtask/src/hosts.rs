//! The widget in posts of real hosts: the recipes in `tests/hosts`, built or started, and read in the browser.

use crate::package::{self, Kind};
use crate::steps::watch;
use crate::{checks, root, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// Runs the recipes of these names, or all. Prints a Markdown table, and ends with the test runner's summary.
pub(crate) fn run(asked: &[String]) -> Result<()> {
    let known = names()?;
    if let Some(unknown) = asked.iter().find(|name| !known.contains(name)) {
        bail!("there is no recipe `{unknown}` in tests/hosts, but {}", known.join(", "));
    }
    setup::for_browsing()?;
    package::build(Kind::Release).context("The widget could not be built.")?;
    let names = if asked.is_empty() { &known } else { asked };
    for name in names {
        let _ = fs::remove_file(outcome(name));
    }
    let mut cargo = checks::in_browser("cargo test --package hustings-host-tests --test posts -- --exact");
    let tests = names.iter().map(|name| name.replace('-', "_"));
    let watched = watch("posts of real hosts", cargo.args(tests)).context("A post is not as it should be.");

    println!("| host | version | what was done |\n| --- | --- | --- |");
    for name in names {
        let line = fs::read_to_string(outcome(name)).unwrap_or_else(|_| format!("{name}\t–\tfailed"));
        println!("| {} |", line.trim_end().replace('\t', " | "));
    }
    for summary in watched? {
        println!("{summary}");
    }
    Ok(())
}

/// The folders of the recipes, in the order of their names.
fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("tests/hosts"))? {
        let entry = entry?;
        if entry.path().join("start.sh").exists() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// What a test has noted of its host.
fn outcome(name: &str) -> PathBuf {
    root().join("target/hosts").join(name).join("outcome")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::channel;
    use std::thread::{sleep, spawn};
    use std::time::{Duration, Instant};

    #[test]
    fn every_recipe_is_run_and_told_of() {
        let tests = fs::read_to_string(root().join("tests/hosts/tests/posts.rs")).unwrap();
        let docs = fs::read_to_string(root().join("docs/hosts.md")).unwrap();
        let names = names().unwrap();
        assert!(names.len() >= 8, "{names:?}");
        for name in names {
            assert!(tests.contains(&format!("fn {}()", name.replace('-', "_"))), "posts.rs: {name}");
            assert!(tests.contains(&format!("read_post(\"{name}\")")), "posts.rs: {name}");
            assert!(docs.contains(&format!("../tests/hosts/{name})")), "docs/hosts.md has no link to {name}");
        }
    }

    /// A recipe of these lines, run as the tests do.
    fn watched(name: &str, lines: &str) -> Child {
        let recipe = folder(name).join("start.sh");
        fs::write(&recipe, lines).unwrap();
        Command::new("bash")
            .args([root().join("tests/hosts/watched.sh"), recipe])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap()
    }

    #[test]
    fn a_recipe_ends_with_all_it_started_once_nobody_holds_it() {
        // One that goes on, with a server that can't be asked to end; and one that has ended and left something.
        let ignores = "(trap '' TERM; exec sleep 1000) &";
        for (name, lines) in
            [("goes-on", format!("{ignores}\necho up\nwait")), ("ended", format!("{ignores}\necho up"))]
        {
            let mut recipe = watched(name, &lines);
            let hold = recipe.stdin.take();
            let mut stdout = BufReader::new(recipe.stdout.take().unwrap());
            stdout.read_line(&mut String::new()).unwrap();
            let (sender, end) = channel();
            // The end of what it prints comes when nobody is left who could print.
            spawn(move || {
                let rest = stdout.read_to_end(&mut Vec::new());
                sender.send(rest.is_ok())
            });
            assert!(
                end.recv_timeout(Duration::from_millis(300)).is_err(),
                "{name}: it ended while it was held"
            );
            drop(hold);
            recipe.wait().unwrap();
            assert_eq!(end.recv_timeout(Duration::from_secs(20)), Ok(true), "{name}: something is left");
        }
    }

    /// An empty folder.
    fn folder(name: &str) -> PathBuf {
        let folder = root().join("target/xtask/recipes").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// A machine without packages, whose apt-get takes a moment and notes what it does, and whether services may start.
    fn machine(name: &str, apt_get: &str) -> PathBuf {
        let machine = folder(name);
        let note =
            r#"echo "$1" >>"$MACHINE/apt"; [ -e "$POLICY_FILE" ] || echo "services start" >>"$MACHINE/apt""#;
        for (program, lines) in [
            ("dpkg-query", "exit 1".to_owned()),
            ("id", "echo 0".to_owned()),
            ("apt-get", format!("{note}\n{apt_get}\necho done >>\"$MACHINE/apt\"")),
        ] {
            let file = machine.join(program);
            fs::write(&file, format!("#!/bin/sh\n{lines}\n")).unwrap();
            assert!(Command::new("chmod").arg("755").arg(&file).status().unwrap().success());
        }
        fs::write(machine.join("os-release"), "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian 13\"\n")
            .unwrap();
        machine
    }

    fn install(machine: &Path) -> Child {
        let path = format!("{}:{}", machine.display(), std::env::var("PATH").unwrap());
        Command::new("bash")
            .args(["-c", "source \"$0\"; debian some-package"])
            .arg(root().join("tests/hosts/recipes.sh"))
            .env("PATH", path)
            .env("MACHINE", machine)
            .env("WORK", machine)
            .env("POLICY_FILE", policy(machine))
            .env("APT_LOCK", machine.join("lock"))
            .env("OS_RELEASE", machine.join("os-release"))
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap()
    }

    fn policy(machine: &Path) -> PathBuf {
        machine.join("policy-rc.d")
    }

    fn done(machine: &Path) -> String {
        fs::read_to_string(machine.join("apt")).unwrap_or_default().replace('\n', " ")
    }

    #[test]
    fn recipes_install_one_after_the_other_and_no_service_starts() {
        let machine = machine("two-at-once", "sleep 0.2");
        for mut recipe in [install(&machine), install(&machine)] {
            assert!(recipe.wait().unwrap().success());
        }
        assert_eq!(done(&machine), "update done install done ".repeat(2));
        assert!(!policy(&machine).exists());
        // The machine's own is left alone.
        fs::write(policy(&machine), "exit 101").unwrap();
        assert!(install(&machine).wait().unwrap().success());
        assert_eq!(fs::read_to_string(policy(&machine)).unwrap(), "exit 101");
    }

    #[test]
    fn a_recipe_that_is_killed_leaves_no_half_of_an_installation() {
        let machine = machine("killed", "sleep 0.5; cp \"$POLICY_FILE\" \"$MACHINE/left\"");
        let mut recipe = install(&machine);
        let patience = Instant::now();
        while done(&machine) != "update done install " {
            assert!(patience.elapsed() < Duration::from_secs(20), "{}", done(&machine));
            sleep(Duration::from_millis(20));
        }
        Command::new("kill").args(["-KILL", "--", &format!("-{}", recipe.id())]).status().unwrap();
        recipe.wait().unwrap();
        // What was begun is brought to its end, and then nothing is left.
        while policy(&machine).exists() {
            assert!(patience.elapsed() < Duration::from_secs(20), "{}", done(&machine));
            sleep(Duration::from_millis(20));
        }
        assert_eq!(done(&machine), "update done install done ");
        // Had that been killed too, the next one would mend it.
        fs::rename(machine.join("left"), policy(&machine)).unwrap();
        assert!(install(&machine).wait().unwrap().success());
        assert!(!policy(&machine).exists());
    }

    #[test]
    fn what_another_release_does_not_have_is_told() {
        let machine = machine("another-release", "exit 100");
        let failed = install(&machine).wait_with_output().unwrap();
        assert!(!failed.status.success());
        let told = String::from_utf8(failed.stderr).unwrap();
        let log = machine.join("apt.log");
        assert!(
            told.contains(&format!("apt-get can't install some-package: {} says why.", log.display())),
            "{told}"
        );
        assert!(told.contains("packages of Debian 12, and this is Debian 13"), "{told}");
        assert!(!policy(&machine).exists());
    }
}
