//! The shell script that collects what is read: read-only, POSIX, one command after the other.

use std::fmt::Write as _;

use super::command::{COMMANDS, Command, Each};

const HEAD: &str = r#"#!/bin/sh
# Collects what `vpcanvas import aws-describe` reads, with the AWS command line and the rights of whoever runs it.
# Every command is a describe, list, get or search: nothing is changed. Written is ./aws-describe, or the folder given:
#   sh collect.sh [FOLDER]
# Output lands in FOLDER/ACCOUNT/REGION/SERVICE-COMMAND.json. What cannot be collected is said and left out.
set -u
umask 077
folder=${1:-aws-describe}
failed=0

# once FILE SERVICE COMMAND [OPTION...]: the output becomes the file, or nothing does.
once() {
    file=$1
    shift
    if aws "$@" --output json >"$file.part"; then
        cat "$file.part" >>"$file"
    else
        echo "not collected: aws $*" >&2
        failed=1
    fi
    rm -f "$file.part"
}

# name ID: the id or ARN as a file name.
name() {
    printf '%s' "$1" | sed 's/%/%25/g; s#/#%2F#g; s/:/%3A/g; s/ /%20/g'
}

# fresh FOLDER: makes it; an older collection is left alone.
fresh() {
    if [ -e "$1" ]; then
        echo "$1 is already there: give another folder, or move it away" >&2
        exit 2
    fi
    mkdir -p "$1"
}

# subjects SERVICE COMMAND --query QUERY: ids or ARNs, one a line.
subjects() {
    aws "$@" --output text | tr '\t' '\n' | grep -v '^None$' | grep .
}

"#;

/// The script for some Regions and profiles of the AWS command line; without any, for those it is set to.
///
/// Words that are no Region or profile name do not reach the script unquoted.
pub fn script(regions: &[String], profiles: &[String]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("# What is asked in every Region.\nregional() {\n");
    body(&mut text, false);
    text.push_str("}\n\n# What is asked once in every account.\nglobal() {\n");
    body(&mut text, true);
    text.push_str("}\n\n");
    if regions.is_empty() {
        text.push_str("# The Region that is set for everything, before any account's own.\n");
        text.push_str("region_set=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}\n\n");
    }
    let quoted: Vec<String> = profiles.iter().map(|profile| quoted(profile)).collect();
    if quoted.is_empty() {
        text.push_str("# The profile the AWS command line is set to.\n");
        account(&mut text, regions, "");
    } else {
        // Writing into a text does not fail.
        writeln!(text, "for profile in {}; do", quoted.join(" ")).unwrap_or_default();
        text.push_str("    AWS_PROFILE=$profile\n    export AWS_PROFILE\n");
        account(&mut text, regions, "    ");
        text.push_str("done\n");
    }
    text.push_str("exit $failed\n");
    text
}

/// What is done in one account.
fn account(text: &mut String, regions: &[String], indent: &str) {
    let quoted: Vec<String> = regions.iter().map(|region| quoted(region)).collect();
    let regions = if quoted.is_empty() {
        "\"${region_set:-$(aws configure get region)}\"".to_owned()
    } else {
        quoted.join(" ")
    };
    let lines = [
        "if account=$(aws sts get-caller-identity --query Account --output text); then",
        &format!("    for region in {regions}; do"),
        "        AWS_REGION=$region AWS_DEFAULT_REGION=$region",
        "        export AWS_REGION AWS_DEFAULT_REGION",
        "        to=$folder/$account/$region",
        "        fresh \"$to\" && regional",
        "    done",
        "    to=$folder/$account/global",
        "    fresh \"$to\" && global",
        "else",
        "    failed=1",
        "fi",
    ];
    for line in lines {
        writeln!(text, "{indent}{line}").unwrap_or_default();
    }
}

fn body(text: &mut String, is_global: bool) {
    for command in COMMANDS
        .iter()
        .filter(|command| command.is_global == is_global)
    {
        match &command.each {
            None => {
                let Command { service, name, .. } = command;
                writeln!(
                    text,
                    "    once \"$to/{service}-{name}.json\" {service} {name}"
                )
                .unwrap_or_default();
            }
            Some(each) => loop_over(text, command, each),
        }
    }
}

fn loop_over(text: &mut String, command: &Command, each: &Each) {
    let Command {
        service,
        name,
        options,
        ..
    } = command;
    let (query, option) = (
        each.subjects.replace("--query ", "--query '") + "'",
        each.option,
    );
    let file = format!("\"$to/{service}-{name}/$(name \"$id\").json\"");
    let options = if options.is_empty() {
        String::new()
    } else {
        format!(" {options}")
    };
    writeln!(text, "    mkdir -p \"$to/{service}-{name}\"").unwrap_or_default();
    writeln!(text, "    for id in $(subjects {query}); do").unwrap_or_default();
    let turns = if each.turns.is_empty() {
        &[""][..]
    } else {
        each.turns
    };
    for turn in turns {
        let turn = if turn.is_empty() {
            String::new()
        } else {
            format!(" {turn}")
        };
        writeln!(
            text,
            "        once {file} {service} {name} {option} \"$id\"{options}{turn}"
        )
        .unwrap_or_default();
    }
    writeln!(text, "    done").unwrap_or_default();
}

/// A word as the shell takes it, whatever is in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws_describe::{list, place::Place};

    /// The files the script writes for a command and a subject.
    fn file_of(command: &Command, subject: &str) -> String {
        let Command { service, name, .. } = command;
        let folder = format!("out/111111111111/eu-west-1/{service}-{name}");
        match &command.each {
            None => format!("{folder}.json"),
            Some(_) => format!(
                "{folder}/{}.json",
                subject.replace(':', "%3A").replace('/', "%2F")
            ),
        }
    }

    #[test]
    fn every_file_the_script_writes_is_recognised_and_every_list_read_is_collected() {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/a/1";
        for command in COMMANDS {
            let place = Place::parse(&file_of(command, arn));
            let found = place.command.map(|found| (found.service, found.name));
            assert_eq!(found, Some((command.service, command.name)));
            assert_eq!(place.account.as_deref(), Some("111111111111"));
            if let Some(each) = &command.each {
                assert_eq!(
                    place.argument_for(each.parameter),
                    Some(arn),
                    "{}",
                    command.name
                );
            }
            for key in command.lists {
                assert!(
                    list::find(key).is_some(),
                    "{key} of {} is not read",
                    command.name
                );
            }
        }
        let collected = |key| COMMANDS.iter().any(|command| command.lists.contains(&key));
        for list in list::LISTS.iter().filter(|list| list.key != "Instances") {
            assert!(
                collected(list.key),
                "{} is read and not collected",
                list.key
            );
        }
    }

    #[test]
    fn the_script_only_reads_and_quotes_what_it_is_given() {
        for command in COMMANDS {
            let verb = command.name.split('-').next().unwrap();
            assert!(
                ["describe", "list", "get", "search"].contains(&verb),
                "{}",
                command.name
            );
        }
        let script = script(
            &["eu-west-1".to_owned()],
            &["it's".to_owned(), "$(rm)".to_owned()],
        );
        assert!(script.contains("for profile in 'it'\\''s' '$(rm)'; do"));
        assert!(script.contains("for region in 'eu-west-1'; do"));
        for command in COMMANDS {
            assert!(script.contains(&format!("{} {}", command.service, command.name)));
        }
    }
}
