//! What the author expects of the design: the checks that run on every edit, in lessons and in continuous integration.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::UnknownFields;

/// One expectation, named by its author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Check {
    /// What it is called in lists and reports.
    pub name: String,
    /// What shall hold.
    pub expect: Expectation,
    /// For `unreachable`: the explanation code that must be among the reasons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Where the question is asked from: a resource id, or `internet`.
    pub from: String,
    /// For `reachable` and `unreachable` a resource id, an address or a name; for `resolves` the addresses expected.
    #[serde(default, skip_serializing_if = "Targets::is_empty")]
    pub to: Targets,
    /// For `resolves` and `no-answer`: the name looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup: Option<String>,
    /// For `resolves` and `no-answer`: the record type looked up, `A` when absent.
    #[serde(default, rename = "Type", skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// The transport, `tcp` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
    /// The destination port, 1 to 65535; 443 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

/// What a check expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// Every flow arrives, and its reply too.
    Reachable,
    /// No flow arrives.
    Unreachable,
    /// The name has exactly these addresses.
    Resolves,
    /// The name has no answer.
    NoAnswer,
}

impl Expectation {
    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reachable => "reachable",
            Self::Unreachable => "unreachable",
            Self::Resolves => "resolves",
            Self::NoAnswer => "no-answer",
        }
    }
}

/// The transport of a question.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// Transmission Control Protocol.
    #[default]
    Tcp,
    /// User Datagram Protocol.
    Udp,
    /// Internet Control Message Protocol; ports mean nothing to it.
    Icmp,
}

impl Protocol {
    /// The word in the file and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Icmp => "icmp",
        }
    }

    /// The protocol of a word, `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Tcp, Self::Udp, Self::Icmp]
            .into_iter()
            .find(|protocol| protocol.as_str() == word)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One target, or several addresses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Targets {
    /// `"To": "billing.example.com"`.
    One(String),
    /// `"To": ["10.0.1.50", "10.0.2.50"]`.
    Many(Vec<String>),
}

impl Default for Targets {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Targets {
    /// Every target in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(target) => std::slice::from_ref(target),
            Self::Many(targets) => targets.as_slice(),
        }
        .iter()
        .map(String::as_str)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}
