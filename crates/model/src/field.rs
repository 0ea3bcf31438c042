//! What the fields of a kind are, as data: one table feeds the inspector, the hints in error messages and the documentation.

use crate::Kind;

/// One property of a kind, named as AWS names it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The property's name in the file, `CidrBlock`.
    pub name: &'static str,
    /// What it may hold.
    pub value: FieldType,
    /// One sentence for the person filling it in.
    pub help: &'static str,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// `true` or `false`; the value given is what AWS assumes when the field is absent.
    Flag(bool),
    /// A whole number from the first to the second value.
    Integer(i64, i64),
    /// An IPv4 CIDR block.
    Ipv4Cidr,
    /// An IPv6 CIDR block.
    Ipv6Cidr,
    /// An IPv4 address.
    Ipv4Address,
    /// An IPv6 address.
    Ipv6Address,
    /// One of these words; the first is what AWS assumes when the field is absent.
    Choice(&'static [&'static str]),
    /// The id of a resource of one of these kinds.
    Reference(&'static [Kind]),
    /// Several values of one type.
    List(&'static FieldType),
    /// Several rows of fields.
    Table(&'static [Field]),
    /// One group of fields.
    Group(&'static [Field]),
}

impl Field {
    pub(crate) const fn new(name: &'static str, value: FieldType, help: &'static str) -> Self {
        Self { name, value, help }
    }
}

impl FieldType {
    /// What is expected, in words, for an error message.
    pub fn expected(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Flag(_) => "true or false".to_owned(),
            Self::Integer(low, high) => format!("a whole number from {low} to {high}"),
            Self::Ipv4Cidr => "an IPv4 CIDR block such as 10.0.1.0/24".to_owned(),
            Self::Ipv6Cidr => "an IPv6 CIDR block such as 2001:db8:1::/64".to_owned(),
            Self::Ipv4Address => "an IPv4 address such as 10.0.1.10".to_owned(),
            Self::Ipv6Address => "an IPv6 address such as 2001:db8::10".to_owned(),
            Self::Choice(words) => format!("one of {}", words.join(", ")),
            Self::Reference(kinds) => format!("the id of a {}", Kind::list(kinds)),
            Self::List(of) => format!("a list, each {}", of.expected()),
            Self::Table(_) => "a list of objects".to_owned(),
            Self::Group(_) => "an object".to_owned(),
        }
    }

    /// The field at a path of names below this type, list positions left out.
    pub(crate) fn at<'a>(&self, mut path: impl Iterator<Item = &'a str>) -> FieldType {
        match self {
            Self::Table(fields) | Self::Group(fields) => find(fields, path),
            Self::List(of) => of.at(path),
            Self::Text
            | Self::Flag(_)
            | Self::Integer(..)
            | Self::Ipv4Cidr
            | Self::Ipv6Cidr
            | Self::Ipv4Address
            | Self::Ipv6Address
            | Self::Choice(_)
            | Self::Reference(_) => {
                path.next();
                *self
            }
        }
    }
}

/// The type of the field at a path of names in a table of fields, [`FieldType::Text`] where there is none.
pub(crate) fn find<'a>(
    fields: &'static [Field],
    mut path: impl Iterator<Item = &'a str>,
) -> FieldType {
    let Some(name) = path.next() else {
        return FieldType::Table(fields);
    };
    fields
        .iter()
        .find(|field| field.name == name)
        .map_or(FieldType::Text, |field| field.value.at(path))
}
