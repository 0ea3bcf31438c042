//! Which fields of what AWS prints are read, as data, and the only way to read them.
//!
//! Each list has a table of [`Read`]s. A [`View`] gives out no field its table does not name, so the table is the truth:
//! it is what the shapes of the AWS service models are checked against, and what tells understood fields from kept ones.

use serde_json::{Map, Value};
use vpcanvas_model::{Field, FieldType};

/// One field of an object AWS prints.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub(super) name: &'static str,
    pub(super) how: How,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    /// It is a property of the model under the same name, with everything the model knows below it.
    Same,
    /// The same, but these names below it are the model's own and not AWS's.
    SameBut(&'static [&'static str]),
    /// A function makes something else of it.
    Taken,
    /// A function makes something of fields below it.
    Below(&'static [Read]),
    /// It is left out, for this reason.
    Left(&'static str),
}

pub(super) const fn same(name: &'static str) -> Read {
    Read {
        name,
        how: How::Same,
    }
}

pub(super) const fn same_but(name: &'static str, own: &'static [&'static str]) -> Read {
    Read {
        name,
        how: How::SameBut(own),
    }
}

pub(super) const fn taken(name: &'static str) -> Read {
    Read {
        name,
        how: How::Taken,
    }
}

pub(super) const fn below(name: &'static str, reads: &'static [Read]) -> Read {
    Read {
        name,
        how: How::Below(reads),
    }
}

pub(super) const fn left(name: &'static str, reason: &'static str) -> Read {
    Read {
        name,
        how: How::Left(reason),
    }
}

/// An object AWS printed, seen through its table.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    fields: &'a Map<String, Value>,
    reads: &'static [Read],
}

impl<'a> View<'a> {
    pub(super) fn new(fields: &'a Map<String, Value>, reads: &'static [Read]) -> Self {
        Self { fields, reads }
    }

    /// The value of a field; `null` is none.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        find(self.reads, name)?;
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// A text that is not empty.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.value(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.value(name)?.as_bool()
    }

    /// The texts of a list of texts.
    pub(super) fn texts(&self, name: &str) -> Vec<&'a str> {
        let values = self.value(name).and_then(Value::as_array);
        values
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// The object in a field.
    pub(super) fn group(&self, name: &str) -> Option<View<'a>> {
        let fields = self.value(name)?.as_object()?;
        Some(View {
            fields,
            reads: self.reads_below(name),
        })
    }

    /// The objects of a list.
    pub(super) fn rows(&self, name: &str) -> Vec<View<'a>> {
        let reads = self.reads_below(name);
        let values = self.value(name).and_then(Value::as_array);
        let objects = values.into_iter().flatten().filter_map(Value::as_object);
        objects.map(|fields| View { fields, reads }).collect()
    }

    /// The fields of this object that are copied under their own names.
    pub(super) fn copied(&self) -> Map<String, Value> {
        let names = self.reads.iter();
        let names = names.filter(|read| matches!(read.how, How::Same | How::SameBut(_)));
        names
            .filter_map(|read| Some((read.name.to_owned(), self.value(read.name)?.clone())))
            .collect()
    }

    fn reads_below(&self, name: &str) -> &'static [Read] {
        match find(self.reads, name).map(|read| read.how) {
            Some(How::Below(reads)) => reads,
            _ => &[],
        }
    }
}

pub(super) fn find(reads: &'static [Read], name: &str) -> Option<&'static Read> {
    reads.iter().find(|read| read.name == name)
}

/// What is left of a value when the fields of a table are taken out; `None` when nothing is.
pub(super) fn residue(value: Value, reads: &'static [Read]) -> Option<Value> {
    match value {
        Value::Array(values) => {
            let left: Vec<Value> = values
                .into_iter()
                .filter_map(|value| residue(value, reads))
                .collect();
            (!left.is_empty()).then_some(Value::Array(left))
        }
        Value::Object(fields) => {
            let left: Map<String, Value> = fields
                .into_iter()
                .filter_map(|(name, value)| {
                    let value = match find(reads, &name).map(|read| read.how) {
                        None => without_nulls(value)?,
                        Some(How::Below(reads)) => residue(value, reads)?,
                        Some(How::Same | How::SameBut(_) | How::Taken | How::Left(_)) => {
                            return None;
                        }
                    };
                    Some((name, value))
                })
                .collect();
            (!left.is_empty()).then_some(Value::Object(left))
        }
        Value::Null => None,
        value => Some(value),
    }
}

/// The value without the fields that are `null`, which AWS means as absent.
pub(super) fn without_nulls(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(values) => {
            let values = values.into_iter().filter_map(without_nulls);
            Some(Value::Array(values.collect()))
        }
        Value::Object(fields) => {
            let fields = fields
                .into_iter()
                .filter_map(|(name, value)| Some((name, without_nulls(value)?)));
            Some(Value::Object(fields.collect()))
        }
        value => Some(value),
    }
}

/// The paths a table reads, `Associations[].SubnetId`; what the model reads below a field of its own name is spelled out.
pub(super) fn paths(reads: &'static [Read], fields: &'static [Field], prefix: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for read in reads {
        let path = format!("{prefix}{}", read.name);
        match read.how {
            How::Below(reads) => paths.extend(self::paths(reads, &[], &format!("{path}."))),
            How::Same => paths.extend(model_paths(read.name, fields, &path)),
            How::SameBut(own) => {
                let all = model_paths(read.name, fields, &path).into_iter();
                let is_own =
                    |path: &String| own.iter().any(|own| path.ends_with(&format!(".{own}")));
                paths.extend(all.filter(|path| !is_own(path)));
            }
            How::Taken | How::Left(_) => paths.push(path),
        }
    }
    paths
}

/// What the model reads in and below a field of its own.
fn model_paths(name: &str, fields: &'static [Field], path: &str) -> Vec<String> {
    let field = fields.iter().find(|field| field.name == name);
    match field.map(|field| field.value) {
        Some(FieldType::Table(below) | FieldType::Group(below)) => {
            let below_paths = below.iter().flat_map(|field| {
                model_paths(field.name, below, &format!("{path}.{}", field.name))
            });
            below_paths.collect()
        }
        _ => vec![path.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const READS: &[Read] = &[same("A"), below("B", &[taken("C")])];

    #[test]
    fn a_view_gives_out_what_its_table_names_and_nothing_else() {
        let Value::Object(fields) = json!({"A": "a", "B": [{"C": "c", "D": "d"}], "E": "e"}) else {
            panic!("an object");
        };
        let view = View::new(&fields, READS);
        assert_eq!((view.text("A"), view.text("E")), (Some("a"), None));
        let rows = view.rows("B");
        assert_eq!((rows[0].text("C"), rows[0].text("D")), (Some("c"), None));
    }

    #[test]
    fn what_is_not_read_is_left_over() {
        let value = json!({"A": 1, "B": [{"C": 1}, {"C": 2, "D": 3, "N": null}], "E": {"N": null}});
        assert_eq!(
            residue(value, READS),
            Some(json!({"B": [{"D": 3}], "E": {}}))
        );
        assert_eq!(residue(json!({"A": 1, "B": [{"C": 1}]}), READS), None);
    }
}
