use crate::{DnsQuery, DnsRecord, RecordType, lookup, test_design::t0_with};

/// Asks T0, changed, and expects the status, each record and each explanation as one line.
fn check_lookup(changes: &str, question: &str, expected: &[&str]) {
    let mut words = question.split(' ');
    let query = DnsQuery {
        from: words.next().unwrap().into(),
        name: words.next().unwrap().to_owned(),
        record_type: RecordType::parse(words.next().unwrap_or("A")).unwrap(),
    };
    let answer = lookup(&t0_with(changes), &query);
    let mut found = vec![answer.status.to_string()];
    found.extend(answer.answers.iter().map(|record| {
        let DnsRecord {
            name,
            record_type,
            ttl,
            data,
        } = record;
        format!("{name} {ttl} {record_type} {data}")
    }));
    found.extend(answer.explanations.iter().map(|explanation| {
        format!(
            "{} {} {}{}",
            explanation.code,
            explanation.component,
            explanation.reference,
            if explanation.unverified { " ?" } else { "" }
        )
    }));
    assert_eq!(found, expected, "{question}\n{:#?}", answer.chain);
    let last = answer.chain.iter().all(|step| !step.decision.is_empty());
    assert!(last);
}

#[test]
fn g01_private_dns_answers_with_the_interfaces() {
    check_lookup(
        "",
        "i-client api.example.com",
        &[
            "NOERROR",
            "api.example.com 60 CNAME vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
            "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.1.50",
            "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.2.50",
        ],
    );
}
