//! Answers kept through random edits equal those asked anew, and edits elsewhere leave them alone.

#![cfg(test)]

use proptest::{collection::vec, prelude::*};
use vpcanvas_analysis::{
    DnsQuery, KeptChecks, KeptFindings, Question, RecordType, evaluate_all, findings, lookup, trace,
};
use vpcanvas_fixture::generated;
use vpcanvas_model::{Document, Protocol, Resource, ResourceId, Transaction, file};
use vpcanvas_network::{Network, Reads, resolve};

/// One edit of one record, in terms of others: numbers stand for records, going round.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    /// It becomes the same as another, whatever that is.
    Copy(usize, usize),
    /// What it says of one record it says of another.
    Rename(usize, usize, usize),
    /// It is what it was at first.
    Restore(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let record = || any::<usize>();
    prop_oneof![
        record().prop_map(Edit::Remove),
        (record(), record()).prop_map(|(to, from)| Edit::Copy(to, from)),
        (record(), record(), record()).prop_map(|(of, from, to)| Edit::Rename(of, from, to)),
        record().prop_map(Edit::Restore),
    ]
}

fn designs() -> Vec<Document> {
    let t0 = file::read(include_bytes!("../testdata/t0.vpcanvas.json")).unwrap();
    let mut checks = Transaction::new("Add checks");
    let generated = generated::design(40, 3).unwrap();
    checks.set_checks(&t0, t0_checks());
    vec![t0.with(&checks), generated]
}

fn t0_checks() -> Vec<vpcanvas_model::Check> {
    let text = "\
check reachable i-client -> vpce-e tcp/443
check reachable i-client -> api.example.com tcp/443
check resolves i-client api.example.com = 10.0.1.50
";
    vpcanvas_fixture::parse(text).unwrap().checks().to_vec()
}

fn apply(first: &Document, network: &Network, edit: &Edit) -> Transaction {
    let ids: Vec<&ResourceId> = first.resources().map(|(id, _)| id).collect();
    let id = |number: &usize| ids[number % ids.len()];
    let now = |number: &usize| network.document().resource(id(number)).cloned();
    let (target, after) = match edit {
        Edit::Remove(target) => (target, None),
        Edit::Copy(target, from) => (target, now(from)),
        Edit::Rename(target, from, to) => (
            target,
            now(target).and_then(|record| renamed(&record, id(from), id(to))),
        ),
        Edit::Restore(target) => (target, first.resource(id(target)).cloned()),
    };
    let mut transaction = Transaction::new("Edit");
    transaction.set_resource(network.document(), id(target), after);
    transaction
}

fn renamed(record: &Resource, from: &ResourceId, to: &ResourceId) -> Option<Resource> {
    let text = serde_json::to_string(&record.to_fields()).ok()?;
    let text = text.replace(&format!("\"{from}\""), &format!("\"{to}\""));
    Resource::from_fields(serde_json::from_str(&text).ok()?).ok()
}

type Ask = Box<dyn Fn(&Network) -> String>;

/// Every instance asks for everything with an address, and for some names.
fn questions(design: &Document) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    let ids: Vec<String> = design.resources().map(|(id, _)| id.to_string()).collect();
    for from in ids.iter().filter(|id| id.starts_with("i-")) {
        for to in ids
            .iter()
            .map(String::as_str)
            .chain(["10.0.1.50", "api.example.com"])
        {
            let question = Question {
                from: from.clone(),
                to: to.to_owned(),
                protocol: Protocol::Tcp,
                port: 443,
            };
            asks.push(Box::new(move |network| {
                format!("{:?}", trace(network, &question))
            }));
        }
        for name in ["api.example.com", "ip-10-0-1-10.ec2.internal"] {
            let query = DnsQuery {
                from: from.as_str().into(),
                name: name.to_owned(),
                record_type: RecordType::A,
            };
            asks.push(Box::new(move |network| {
                format!("{:?}", lookup(network, &query))
            }));
        }
    }
    asks
}

fn check_kept(first: &Document, edits: &[Edit]) {
    let mut network = resolve(first);
    let mut checks = KeptChecks::new(&network);
    let mut found = KeptFindings::new(&network);
    let asks = questions(first);
    let mut kept: Vec<(String, Reads)> = asks
        .iter()
        .map(|ask| network.reading(|| ask(&network)))
        .collect();
    for edit in edits {
        let touched = network.follow(&apply(first, &network, edit));
        checks.follow(&network, &touched);
        found.follow(&touched);
        found.renew(&network, usize::MAX);
        assert!(found.is_settled());
        let fresh = resolve(network.document());
        assert_eq!(checks.results(), evaluate_all(&fresh));
        assert_eq!(found.all(), findings(&fresh));
        for (ask, (answer, reads)) in asks.iter().zip(&mut kept) {
            if reads.concerns(&touched) {
                (*answer, *reads) = network.reading(|| ask(&network));
            }
            assert_eq!(*answer, ask(&fresh));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn kept_answers_equal_fresh_ones(edits in vec(edit(), 1..8)) {
        for design in designs() {
            check_kept(&design, &edits);
        }
    }
}

#[test]
fn an_edit_elsewhere_concerns_no_check() {
    let design = generated::design(100, 5).unwrap();
    let mut network = resolve(&design);
    let mut checks = KeptChecks::new(&network);
    let mut remove = |id: &str| {
        let mut transaction = Transaction::new("Remove");
        transaction.set_resource(&design, &id.into(), None);
        let touched = network.follow(&transaction);
        checks.follow(&network, &touched)
    };
    assert!(!remove("sg-8-endpoint"));
    assert!(remove("sg-3-endpoint"));
    assert!(remove("listener-provider"));
}
