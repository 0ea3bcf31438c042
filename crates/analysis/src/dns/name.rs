//! Domain names: spelled in lower case without the last dot, and compared by labels.

use std::fmt;

/// A name that DNS allows. The root is the name without labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(String);

/// The longest name, counted as it is sent: one octet a label for its length, and one for the root.
const LONGEST_NAME: usize = 255;
const LONGEST_LABEL: usize = 63;

impl Name {
    /// Reads a name, with or without its last dot, in capitals or not.
    ///
    /// # Errors
    /// What DNS does not allow about it, as the second half of a sentence.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text == "." {
            return Ok(Self(String::new()));
        }
        // Route 53 lists the star of a wildcard by its octal code.
        let text = text.replace("\\052", "*").to_ascii_lowercase();
        let text = text.strip_suffix('.').unwrap_or(&text);
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        if let Some(character) = text.chars().find(|character| !character.is_ascii_graphic()) {
            return Err(format!(
                "contains {character:?}: write it in ASCII, without spaces"
            ));
        }
        for label in text.split('.') {
            if label.is_empty() {
                return Err("has an empty label between two dots".to_owned());
            }
            if label.len() > LONGEST_LABEL {
                return Err(format!(
                    "has a label of {} characters, {LONGEST_LABEL} are allowed",
                    label.len()
                ));
            }
        }
        if text.len() + 2 > LONGEST_NAME {
            return Err(format!(
                "has {} octets, {LONGEST_NAME} are allowed",
                text.len() + 2
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// How many labels it has; of two zones that match, the one with more decides (RSLV-01).
    pub(crate) fn label_count(&self) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        self.0.split('.').count()
    }

    /// Whether it is another name or lies below it (PHZ-02).
    pub(crate) fn is_within(&self, zone: &Self) -> bool {
        self == zone || self.is_below(zone)
    }

    /// Whether it lies below another name.
    pub(crate) fn is_below(&self, zone: &Self) -> bool {
        if zone.0.is_empty() {
            return !self.0.is_empty();
        }
        self.0
            .strip_suffix(&zone.0)
            .is_some_and(|rest| rest.ends_with('.'))
    }

    /// The name without its first label; `None` for the root.
    pub(crate) fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        let rest = self.0.split_once('.').map_or("", |(_, rest)| rest);
        Some(Self(rest.to_owned()))
    }

    /// The name one label below; `None` where it would be too long.
    pub(crate) fn child(&self, label: &str) -> Option<Self> {
        Self::parse(&format!("{label}.{}", self.0)).ok()
    }

    /// What a wildcard stands for: `example.com` for `*.example.com`.
    pub(crate) fn wildcard_base(&self) -> Option<Self> {
        self.0.strip_prefix("*.").map(|rest| Self(rest.to_owned()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    #[test]
    fn names_are_compared_by_labels() {
        assert_eq!(name("API.Example.com."), name("api.example.com"));
        assert!(name("api.example.com").is_within(&name("example.com")));
        assert!(!name("notexample.com").is_within(&name("example.com")));
        assert!(!name("example.com").is_below(&name("example.com")));
        assert!(name("com").is_within(&name(".")));
        assert!(name(".").is_within(&name(".")));
        assert_eq!(name("\\052.example.com"), name("*.example.com"));
        assert_eq!(name("a.b").parent().unwrap().parent(), Some(name(".")));
        assert_eq!(name(".").parent(), None);
    }

    #[test]
    fn names_that_dns_does_not_allow_are_refused() {
        let long_label = "a".repeat(64);
        let longest = [
            "a".repeat(63),
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(61),
        ]
        .join(".");
        let too_long = format!("{longest}d");
        assert!(Name::parse(&longest).is_ok());
        for (text, expected) in [
            ("", "is empty"),
            ("..", "has an empty label between two dots"),
            ("a..b", "has an empty label between two dots"),
            (".a", "has an empty label between two dots"),
            ("a b.c", "contains ' ': write it in ASCII, without spaces"),
            (
                "bücher.de",
                "contains 'ü': write it in ASCII, without spaces",
            ),
            (
                long_label.as_str(),
                "has a label of 64 characters, 63 are allowed",
            ),
            (too_long.as_str(), "has 256 octets, 255 are allowed"),
        ] {
            assert_eq!(Name::parse(text), Err(expected.to_owned()), "{text}");
        }
    }
}
