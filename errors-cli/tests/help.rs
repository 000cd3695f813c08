//! Help texts match their golden files, and every command has an example in the README.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::path::Path;
use std::process::Command;

use common::assert_golden;

fn help(command: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errors")).args(command).arg("--help").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the commands that the help lists.
fn commands() -> Vec<String> {
    let help = help(&[]);
    let listed = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let names = listed.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

#[test]
fn help_matches_golden() {
    assert_golden("help", &help(&[]));
    for command in commands() {
        assert_golden(&format!("{command}.help"), &help(&[&command]));
    }
    assert_golden("import-openapi.help", &help(&["import", "openapi"]));
}

#[test]
fn readme_has_an_example_of_every_command() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")).unwrap();
    let commands = commands();
    assert_eq!(commands.len(), 11, "{commands:?}");
    for command in commands {
        let example = readme.lines().find(|line| line.starts_with(&format!("errors {command} ")));
        assert!(example.is_some_and(|line| line.contains(" # ")), "{command}");
    }
}
