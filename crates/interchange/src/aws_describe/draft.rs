//! A record between what AWS printed and what the design holds: fields under the model's names, with their origin.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{collection::At, report::Group};

/// One record that is being put together.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The word of its kind in the file.
    pub(super) kind: &'static str,
    pub(super) fields: Map<String, Value>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) at: At,
    /// What of it is not analysed or left out: how many of what, and why.
    pub(super) left: Vec<(Group, usize, &'static str, &'static str)>,
    /// Another output has more to say about it.
    pub(super) is_brief: bool,
}

impl Draft {
    pub(super) fn new(kind: &'static str, at: At) -> Self {
        Self {
            kind,
            fields: Map::new(),
            tags: BTreeMap::new(),
            at,
            left: Vec::new(),
            is_brief: false,
        }
    }

    /// Sets a field, unless there is nothing to set.
    pub(super) fn put(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.fields.insert(name.to_owned(), value.into());
        }
    }

    /// Sets a field to a list, unless it is empty.
    pub(super) fn put_list<T: Into<Value>>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        self.put(name, (!values.is_empty()).then_some(values));
    }

    /// Adds to a list field.
    pub(super) fn push(&mut self, name: &str, value: Value) {
        let list = self
            .fields
            .entry(name.to_owned())
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(value);
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    /// The objects in a list field.
    pub(super) fn rows(&self, name: &str) -> impl Iterator<Item = &Map<String, Value>> {
        let values = self.fields.get(name).and_then(Value::as_array);
        values.into_iter().flatten().filter_map(Value::as_object)
    }

    /// The texts in a list field.
    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.fields.get(name).and_then(Value::as_array);
        values.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Names it as AWS names it, unless a tag does.
    pub(super) fn name(&mut self, name: Option<&str>) {
        if let Some(name) = name {
            self.tags
                .entry("Name".to_owned())
                .or_insert_with(|| name.to_owned());
        }
    }
}

/// An object of those fields that have a value.
pub(super) fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(fields.collect())
}
