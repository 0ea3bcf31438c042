//! Where a file stands in a collection, and what that says: account, Region, command and the command's argument.
//!
//! Understood are `ACCOUNT/REGION/SERVICE-COMMAND.json`, `ACCOUNT/REGION/SERVICE-COMMAND/ARGUMENT.json`, the same with dots
//! for dashes and slashes, Batfish's `aws_configs/[accounts/ACCOUNT/]REGION/LIST.json` and `CloudMapper`'s
//! `account-data/NAME/REGION/…`. A place that says nothing is no fault: lists are told by their keys.

use super::command::{COMMANDS, Command};

/// What a place says.
#[derive(Clone, Default)]
pub(super) struct Place {
    /// The path as it was given.
    pub(super) file: String,
    /// The account's number, or the name a folder has in its stead.
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
    pub(super) command: Option<&'static Command>,
    /// The subject the command was asked for, decoded.
    pub(super) argument: Option<String>,
}

impl Place {
    pub(super) fn parse(path: &str) -> Self {
        let path = path.replace('\\', "/");
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let name = parts.pop().unwrap_or_default();
        let mut place = Self {
            file: path.clone(),
            ..Self::default()
        };
        let mut before = None;
        for part in parts {
            place.folder(part, before);
            before = Some(part);
        }
        place.name(without_suffix(name));
        place
    }

    fn folder(&mut self, part: &str, before: Option<&str>) {
        if is_account(part) || before == Some("accounts") || before == Some("account-data") {
            self.account = Some(part.to_owned());
        } else if is_region(part) {
            self.region = Some(part.to_owned());
            let named = before.filter(|before| *before != "aws_configs");
            self.account = self.account.take().or(named.map(ToOwned::to_owned));
        } else if let Some((command, "")) = command_of(part) {
            self.command = Some(command);
        }
    }

    fn name(&mut self, mut name: &str) {
        if self.command.is_some() {
            self.argument = Some(decoded(name));
            return;
        }
        while let Some((part, rest)) = name.split_once('.') {
            match part {
                _ if is_account(part) => self.account = Some(part.to_owned()),
                _ if is_region(part) => self.region = Some(part.to_owned()),
                _ => break,
            }
            name = rest;
        }
        if let Some((command, argument)) = command_of(name) {
            self.command = Some(command);
            self.argument = (!argument.is_empty()).then(|| decoded(argument));
        }
    }

    /// The argument, when the command is asked for subjects of this parameter.
    pub(super) fn argument_for(&self, parameter: &str) -> Option<&str> {
        let asked = self.command.and_then(|command| command.each.as_ref());
        let is_other = asked.is_some_and(|each| each.parameter != parameter);
        self.argument.as_deref().filter(|_| !is_other)
    }
}

/// The command a name begins with, and what follows behind a dot.
fn command_of(name: &str) -> Option<(&'static Command, &str)> {
    COMMANDS.iter().find_map(|command| {
        let rest = name.strip_prefix(command.service)?;
        let rest = rest.strip_prefix(['-', '.', '_'])?;
        let rest = match rest.strip_prefix(command.name) {
            Some(rest) => rest,
            None => rest.strip_prefix(&command.name.replace('-', "_"))?,
        };
        if rest.is_empty() {
            return Some((command, rest));
        }
        rest.strip_prefix('.').map(|rest| (command, rest))
    })
}

fn without_suffix(name: &str) -> &str {
    let at = name.len().saturating_sub(".json".len());
    match (name.get(..at), name.get(at..)) {
        (Some(stem), Some(suffix)) if suffix.eq_ignore_ascii_case(".json") => stem,
        _ => name,
    }
}

/// Whether a text is the number of an account.
pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is the name of a Region: us-east-1, us-gov-west-1, cn-north-1, eusc-de-east-1. New ones appear each year,
/// so that the form decides.
pub(super) fn is_region(text: &str) -> bool {
    let mut words = text.split('-').rev();
    let number = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let is_word =
        |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && (2..=4).contains(&words.len())
        && words.iter().all(is_word)
        && words
            .last()
            .is_some_and(|first| first.len() == 2 || *first == "eusc")
}

/// A text with `%3A` as `:` and so on; what is no code stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..2)
            .filter(|digits: &&[u8]| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = code.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_place(path: &str, expected: [&str; 4]) {
        let place = Place::parse(path);
        let command = place
            .command
            .map(|command| format!("{} {}", command.service, command.name));
        let found = [place.account, place.region, command, place.argument];
        assert_eq!(found.map(Option::unwrap_or_default), expected, "{path}");
    }

    #[test]
    fn every_layout_says_what_it_says() {
        let vpcs = "ec2 describe-vpcs";
        let health = "elbv2 describe-target-health";
        let (a, r) = ("222222222222", "us-east-1");
        check_place(
            "222222222222/us-east-1/ec2-describe-vpcs.json",
            [a, r, vpcs, ""],
        );
        check_place(
            "my/222222222222/us-east-1/ec2.describe-vpcs.json",
            [a, r, vpcs, ""],
        );
        check_place(
            "222222222222\\us-east-1\\ec2_describe_vpcs.JSON",
            [a, r, vpcs, ""],
        );
        check_place(
            "222222222222.us-east-1.ec2-describe-vpcs.json",
            [a, r, vpcs, ""],
        );
        check_place(
            "222222222222/us-gov-west-1/elbv2-describe-target-health/arn%3Aaws%2Fx.json",
            [a, "us-gov-west-1", health, "arn:aws/x"],
        );
        check_place(
            "elbv2.describe-target-health.e799.json",
            ["", "", health, "e799"],
        );
        check_place("aws_configs/us-east-1/Vpcs.json", ["", r, "", ""]);
        check_place(
            "s/aws_configs/accounts/prod/us-east-1/Vpcs.json",
            ["prod", r, "", ""],
        );
        check_place(
            "account-data/demo/us-east-1/ec2-describe-vpcs.json",
            ["demo", r, vpcs, ""],
        );
        check_place(
            "account-data/demo/us-east-1/elbv2-describe-target-health/arn%3Aaws",
            ["demo", r, health, "arn:aws"],
        );
        check_place(
            "222222222222/global/route53-list-hosted-zones.json",
            [a, "", "route53 list-hosted-zones", ""],
        );
        check_place("vpcs.json", ["", "", "", ""]);
        check_place("", ["", "", "", ""]);
    }

    #[test]
    fn codes_are_decoded_and_other_text_stays() {
        assert_eq!(decoded("a%3Ab%zz%4%"), "a:b%zz%4%");
    }
}
