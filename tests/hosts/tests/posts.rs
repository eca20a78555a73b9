//! A post of each host; the names are those of the folders with the recipes, as `cargo xtask hosts` takes them.

use hustings_host_tests::{Failure, read_post};

#[test]
fn astro() -> Result<(), Failure> {
    read_post("astro")
}

#[test]
fn docusaurus() -> Result<(), Failure> {
    read_post("docusaurus")
}

#[test]
fn eleventy() -> Result<(), Failure> {
    read_post("eleventy")
}

#[test]
fn hugo() -> Result<(), Failure> {
    read_post("hugo")
}

#[test]
fn jekyll() -> Result<(), Failure> {
    read_post("jekyll")
}

#[test]
fn misago() -> Result<(), Failure> {
    read_post("misago")
}

#[test]
fn mkdocs() -> Result<(), Failure> {
    read_post("mkdocs")
}

#[test]
fn pelican() -> Result<(), Failure> {
    read_post("pelican")
}

#[test]
fn sphinx() -> Result<(), Failure> {
    read_post("sphinx")
}

#[test]
fn vite() -> Result<(), Failure> {
    read_post("vite")
}

#[test]
fn webpack() -> Result<(), Failure> {
    read_post("webpack")
}

#[test]
fn wordpress() -> Result<(), Failure> {
    read_post("wordpress")
}
