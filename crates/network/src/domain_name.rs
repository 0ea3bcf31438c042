//! Domain names: spelled in lower case without the last dot, and compared by labels.
//!
//! An octet that could be mistaken for something else is spelled in octal, as Route 53 lists it: `\056` for a dot within a label.
//! Names outside ASCII are not converted: what is sent is their Punycode, and that is what has to be written.

use std::fmt;

/// A name that DNS allows. The root is the name without labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(String);

/// The longest name, counted as it is sent: one octet a label for its length, and one for the root.
const LONGEST_NAME: usize = 255;
const LONGEST_LABEL: usize = 63;

impl DomainName {
    /// Reads a name, with or without its last dot, in capitals or not, with octets written `\ooo` in octal or not.
    ///
    /// # Errors
    /// What DNS does not allow about it, as the second half of a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "." {
            return Ok(Self(String::new()));
        }
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        let mut name = String::with_capacity(text.len());
        // Octets that are sent: those of the label being read, and those of all before it with their lengths.
        let (mut label, mut before) = (0, 0);
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            if character == '.' {
                before += length_of(label)? + 1;
                label = 0;
                name.push('.');
            } else {
                spell(&mut name, octet(character, &mut characters)?);
                label += 1;
            }
        }
        if label > 0 {
            before += length_of(label)? + 1;
        } else {
            name.pop();
        }
        if before + 1 > LONGEST_NAME {
            return Err(format!(
                "has {} octets, {LONGEST_NAME} are allowed",
                before + 1
            ));
        }
        Ok(Self(name))
    }

    /// The name in lower case without its last dot; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many labels it has; of two zones that match, the one with more decides (RSLV-01).
    pub fn label_count(&self) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        self.0.split('.').count()
    }

    /// Whether it is another name or lies below it (PHZ-02).
    pub fn is_within(&self, zone: &Self) -> bool {
        self == zone || self.is_below(zone)
    }

    /// Whether it lies below another name.
    pub fn is_below(&self, zone: &Self) -> bool {
        if zone.0.is_empty() {
            return !self.0.is_empty();
        }
        self.0
            .strip_suffix(&zone.0)
            .is_some_and(|rest| rest.ends_with('.'))
    }

    /// The name without its first label; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        let rest = self.0.split_once('.').map_or("", |(_, rest)| rest);
        Some(Self(rest.to_owned()))
    }

    /// The name one label below; `None` where it would be too long.
    pub fn child(&self, label: &str) -> Option<Self> {
        Self::parse(&format!("{label}.{}", self.0)).ok()
    }

    /// The name itself and every name above it, the root last.
    pub fn and_above(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// What a wildcard stands for: `example.com` for `*.example.com`.
    pub fn wildcard_base(&self) -> Option<Self> {
        self.0.strip_prefix("*.").map(|rest| Self(rest.to_owned()))
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

/// How many octets a label has, if that is allowed.
fn length_of(label: usize) -> Result<usize, String> {
    match label {
        0 => Err("has an empty label between two dots".to_owned()),
        1..=LONGEST_LABEL => Ok(label),
        _ => Err(format!(
            "has a label of {label} characters, {LONGEST_LABEL} are allowed"
        )),
    }
}

/// The octet a character stands for, with the digits behind it where it is a backslash.
fn octet(character: char, rest: &mut std::str::Chars<'_>) -> Result<u8, String> {
    let unspelled = || {
        if character.is_ascii() {
            format!("contains {character:?}: write it in ASCII, without spaces")
        } else {
            format!("contains {character:?}: write it in Punycode, as xn--…")
        }
    };
    let octet = u8::try_from(character).ok().filter(u8::is_ascii_graphic);
    let octet = octet.ok_or_else(unspelled)?;
    if octet != b'\\' {
        return Ok(octet);
    }
    let digits = rest.as_str().get(..3).unwrap_or_default();
    if let Ok(octet) = u8::from_str_radix(digits, 8)
        && digits.len() == 3
        && !digits.starts_with('+')
    {
        rest.nth(2);
        return Ok(octet);
    }
    let escaped = rest.next().and_then(|next| u8::try_from(next).ok());
    escaped
        .filter(|octet| octet.is_ascii_graphic() && !octet.is_ascii_digit())
        .ok_or_else(|| "has a backslash without three octal digits behind it".to_owned())
}

/// Spells an octet of a label.
fn spell(name: &mut String, octet: u8) {
    if octet.is_ascii_graphic() && !matches!(octet, b'.' | b'\\') {
        name.push(char::from(octet.to_ascii_lowercase()));
    } else {
        let spelled = format!("\\{octet:03o}");
        name.push_str(&spelled);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
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
        let above: Vec<_> = name("a.b").and_above().collect();
        assert_eq!(above, [name("a.b"), name("b"), name(".")]);
    }

    #[test]
    fn octets_are_spelled_in_one_way_and_counted_as_they_are_sent() {
        assert_eq!(name(r"\141.b"), name("a.b"));
        assert_eq!(name(r"A\.b.c"), name(r"a\056b.c"));
        assert_eq!(name(r"a\056b.c").label_count(), 2);
        assert_eq!(name(r"\377\000 ".trim_end()).as_str(), r"\377\000");
        let octets = |count: usize| format!("{}.com", r"\377".repeat(count));
        assert!(DomainName::parse(&octets(63)).is_ok());
        assert_eq!(
            DomainName::parse(&octets(64)),
            Err("has a label of 64 characters, 63 are allowed".to_owned())
        );
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
        assert!(DomainName::parse(&longest).is_ok());
        for (text, expected) in [
            ("", "is empty"),
            (
                "a\\12",
                "has a backslash without three octal digits behind it",
            ),
            (
                "a\\",
                "has a backslash without three octal digits behind it",
            ),
            ("..", "has an empty label between two dots"),
            ("a..b", "has an empty label between two dots"),
            (".a", "has an empty label between two dots"),
            ("a b.c", "contains ' ': write it in ASCII, without spaces"),
            ("bücher.de", "contains 'ü': write it in Punycode, as xn--…"),
            (
                long_label.as_str(),
                "has a label of 64 characters, 63 are allowed",
            ),
            (too_long.as_str(), "has 256 octets, 255 are allowed"),
        ] {
            assert_eq!(DomainName::parse(text), Err(expected.to_owned()), "{text}");
        }
    }
}
