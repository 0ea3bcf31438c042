//! Whether a file is what an import takes, for those who were given it in place of a design. Nothing of it is kept.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{list, text};
use crate::archive;

/// What to say of a file that is what the AWS command line prints about networks, or an archive that may hold such, and no
/// design; `None` of any other.
pub fn instead_of_design(bytes: &[u8], name: &str) -> Option<String> {
    is_output(bytes).then(|| {
        format!(
            "this is what the AWS command line prints or an archive, and no design: `vpcanvas import aws-describe {name} -o DESIGN` makes a design of it"
        )
    })
}

fn is_output(bytes: &[u8]) -> bool {
    archive::is_archive(bytes) || text::of(bytes).is_ok_and(has_list)
}

/// Whether a list that is read stands in the first document of a text.
fn has_list(text: &[u8]) -> bool {
    let first = serde_json::Deserializer::from_slice(text)
        .into_iter::<HasList>()
        .next();
    matches!(first, Some(Ok(HasList(true))))
}

/// Whether an object, or one in a list, has a key under which a list stands.
struct HasList(bool);

impl<'de> Deserialize<'de> for HasList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HasListVisitor)
    }
}

struct HasListVisitor;

impl<'de> Visitor<'de> for HasListVisitor {
    type Value = HasList;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with lists")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HasList, A::Error> {
        let mut found = false;
        while let Some((key, _)) = map.next_entry::<String, IgnoredAny>()? {
            found |= list::find(&key).is_some() || list::WRAPPERS.contains(&key.as_str());
        }
        Ok(HasList(found))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<HasList, A::Error> {
        let mut found = false;
        while let Some(HasList(is_found)) = seq.next_element()? {
            found |= is_found;
        }
        Ok(HasList(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_told_from_designs_and_other_files() {
        for output in [
            r#"{"Vpcs": []}"#,
            "\u{feff}{\"NextToken\": null, \"Subnets\": []} {}",
            r#"[{"ResponseMetadata": {}, "Routes": []}]"#,
            r#"{"TransitGatewayStaticRoutes": []}"#,
            "PK\x03\x04",
        ] {
            assert!(is_output(output.as_bytes()), "{output}");
        }
        let design = r#"{"version": 1, "resources": {"Vpcs": {"Kind": "Vpc"}}}"#;
        for other in [design, "", "Vpcs", "[1, 2]", r#"{"Vpcs": ["#] {
            assert!(!is_output(other.as_bytes()), "{other}");
        }
        let said = instead_of_design(b"{\"Vpcs\": []}", "vpcs.json").unwrap();
        assert!(said.contains("`vpcanvas import aws-describe vpcs.json -o DESIGN`"));
    }
}
