//! The way from a resource's fields down to one value, and how to read and set what is there.

use serde_json::{Map, Value};

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// Into a group, by the name of a field.
    Field(&'static str),
    /// Into a list, by position.
    Row(usize),
}

/// From the resource's fields down to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ValuePath(Vec<Step>);

impl ValuePath {
    pub(super) fn field(&self, name: &'static str) -> Self {
        self.with(Step::Field(name))
    }

    pub(super) fn row(&self, index: usize) -> Self {
        self.with(Step::Row(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// As an error of the model names the same place: `["Routes", "0", "GatewayId"]`.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |step: &Step| match step {
            Step::Field(name) => (*name).to_owned(),
            Step::Row(index) => index.to_string(),
        };
        self.0.iter().map(name).collect()
    }

    /// The field it ends in, for labels of undo steps.
    pub(super) fn last_field(&self) -> &'static str {
        let field = |step: &Step| match step {
            Step::Field(name) => Some(*name),
            Step::Row(_) => None,
        };
        self.0.iter().rev().find_map(field).unwrap_or("properties")
    }

    /// The fields with another value at this place; `None` removes it, and a row that is removed closes the gap.
    /// Groups and lists on the way are made where they are missing, and dropped when nothing is left in them.
    pub(super) fn set(&self, fields: &mut Map<String, Value>, value: Option<Value>) {
        let mut root = Value::Object(std::mem::take(fields));
        set(&mut root, &self.0, value);
        if let Value::Object(changed) = root {
            *fields = changed;
        }
    }
}

fn set(at: &mut Value, steps: &[Step], value: Option<Value>) {
    match steps {
        [] => *at = value.unwrap_or(Value::Null),
        [Step::Field(name), rest @ ..] => {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            let Value::Object(fields) = at else { return };
            let mut inner = fields.remove(*name).unwrap_or(Value::Null);
            set(&mut inner, rest, value);
            if !is_nothing(&inner) {
                fields.insert((*name).to_owned(), inner);
            }
        }
        [Step::Row(index), rest @ ..] => {
            if !at.is_array() {
                *at = Value::Array(Vec::new());
            }
            let Value::Array(rows) = at else { return };
            if rest.is_empty() && value.is_none() {
                if *index < rows.len() {
                    rows.remove(*index);
                }
                return;
            }
            if *index >= rows.len() {
                rows.push(Value::Null);
            }
            let last = rows.len().saturating_sub(1);
            if let Some(row) = rows.get_mut((*index).min(last)) {
                set(row, rest, value);
                if row.is_null() {
                    // A row whose last field was cleared is still a row.
                    *row = Value::Object(Map::new());
                }
            }
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(rows) => rows.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check_set(before: Value, path: &ValuePath, value: Option<Value>, after: &Value) {
        let Value::Object(mut fields) = before else { panic!("fields are an object") };
        path.set(&mut fields, value);
        assert_eq!(&Value::Object(fields), after);
    }

    #[test]
    fn values_are_set_at_any_depth_and_what_is_empty_goes() {
        let path = ValuePath::default().field("Routes").row(1).field("GatewayId");
        check_set(
            json!({"Routes": [{"A": 1}]}),
            &path,
            Some(json!("local")),
            &json!({"Routes": [{"A": 1}, {"GatewayId": "local"}]}),
        );
        let row = ValuePath::default().field("Routes").row(0);
        check_set(json!({"Routes": [{"A": 1}], "B": 2}), &row, None, &json!({"B": 2}));
        let group = ValuePath::default().field("DnsOptions").field("DnsRecordIpType");
        check_set(json!({"DnsOptions": {"DnsRecordIpType": "ipv4"}}), &group, None, &json!({}));
        check_set(json!({}), &group, Some(json!("ipv4")), &json!({"DnsOptions": {"DnsRecordIpType": "ipv4"}}));
        assert_eq!(path.names(), ["Routes", "1", "GatewayId"]);
        assert_eq!(row.last_field(), "Routes");
    }
}
