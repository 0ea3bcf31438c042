//! What an import is given: bytes, and the place they came from.

/// One file of a collection. Where it was read from is the caller's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path inside the folder or archive, with `/` between its parts: `222222222222/us-east-1/ec2-describe-vpcs.json`.
    pub place: String,
    /// Everything in it.
    pub bytes: Vec<u8>,
}

/// A file of a collection that could not be read; the import goes on without it and says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The path, as in [`Source::place`].
    pub place: String,
    /// Why, in words that stand behind the place.
    pub reason: String,
}
