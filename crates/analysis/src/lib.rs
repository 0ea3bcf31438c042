//! Answers about a network: traces, DNS lookups, findings, checks.
