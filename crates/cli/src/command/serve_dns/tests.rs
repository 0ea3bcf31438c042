//! The wire without sockets: what comes back for a request, and that nothing sent can do harm.

use std::sync::LazyLock;

use hickory_proto::{
    op::{Edns, Message, MessageType, OpCode, Query, ResponseCode},
    rr::{DNSClass, Name, Record, RecordType, rdata::opt::EdnsCode},
};
use proptest::prelude::*;

use super::{
    Asker, Design, USUAL_ADDRESS, askers, plain,
    respond::{Transport, respond, respond_to_any},
    view::View,
};
use crate::Disk;

const DESIGN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/dns/design.vpcanvas.json"
);

static VIEW: LazyLock<View> = LazyLock::new(|| view_of("vpc-a"));

fn view_of(from: &str) -> View {
    let design =
        Design::read(DESIGN.into(), &Disk).unwrap_or_else(|error| panic!("{:?}", error.messages));
    View::new(design.network, from.into(), |_| {})
}

/// A question as clients put it: `www.example.com A`.
fn request(question: &str) -> Message {
    let (name, record_type) = question.split_once(' ').unwrap();
    let record_type = match record_type.strip_prefix("TYPE") {
        Some(number) => RecordType::from(number.parse::<u16>().unwrap()),
        None => record_type.parse().unwrap(),
    };
    let mut message = Message::new(4711, MessageType::Query, OpCode::Query);
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(Name::from_ascii(name).unwrap(), record_type));
    message
}

fn with_edns(mut message: Message, size: u16) -> Message {
    let mut edns = Edns::new();
    edns.set_max_payload(size);
    message.set_edns(edns);
    message
}

fn sent(view: &View, request: &Message, transport: Transport) -> Option<Message> {
    let response = respond(view, &request.to_vec().unwrap(), transport)?;
    Some(Message::from_vec(&response).unwrap())
}

/// The code, then every record of the answer and of the authority, a line each.
fn lines(response: &Message) -> Vec<String> {
    let line = |prefix: &str, record: &Record| {
        let Record {
            name, ttl, data, ..
        } = record;
        format!(
            "{prefix}{} {ttl} {} {data}",
            name.to_ascii(),
            record.record_type()
        )
    };
    let mut lines = vec![response.metadata.response_code.to_str().to_owned()];
    lines.extend(response.answers.iter().map(|record| line("", record)));
    lines.extend(response.authorities.iter().map(|record| line("; ", record)));
    lines
}

/// Asks as a client in vpc-a over TCP.
#[track_caller]
fn check_answer(question: &str, expected: &[&str]) {
    let response = sent(&VIEW, &request(question), Transport::Tcp).unwrap();
    assert_eq!(lines(&response), expected, "{question}");
}

/// Sends a request that is not answered from the design.
#[track_caller]
fn check_refused(request: &Message, expected: ResponseCode) {
    let response = sent(&VIEW, request, Transport::Udp).unwrap();
    assert_eq!(response.metadata.response_code.to_str(), expected.to_str());
    assert_eq!(response.answers, []);
    assert_eq!(response.metadata.id, request.metadata.id);
}

const SOA: &str =
    "; example.com. 300 SOA ns-1.example.com. hostmaster.example.com. 1 7200 900 1209600 300";

#[test]
fn names_are_answered_as_the_model_says() {
    check_answer(
        "www.example.com. A",
        &[
            "No Error",
            "www.example.com. 120 CNAME web.example.com.",
            "web.example.com. 60 CNAME api.example.com.",
            "api.example.com. 60 A 10.0.1.10",
            "api.example.com. 60 A 10.0.2.10",
        ],
    );
    check_answer(
        "api.example.com. AAAA",
        &["No Error", "api.example.com. 60 AAAA 2001:db8::10"],
    );
    check_answer(
        "x.y.wild.example.com. A",
        &["No Error", "x.y.wild.example.com. 60 A 10.0.3.3"],
    );
    check_answer(
        "xn--bcher-kva.example.com. A",
        &["No Error", "xn--bcher-kva.example.com. 60 A 10.0.4.4"],
    );
    check_answer(
        "_sip._tcp.example.com. SRV",
        &[
            "No Error",
            "_sip._tcp.example.com. 60 SRV 1 10 5060 sip.example.com.",
        ],
    );
    check_answer("twice.test. A", &["No Error", "twice.test. 60 A 10.0.5.1"]);
}

#[test]
fn what_is_not_there_is_denied_by_its_zone() {
    check_answer("nothing.example.com. A", &["Non-Existent Domain", SOA]);
    check_answer("api.example.com. MX", &["No Error", SOA]);
    check_answer(
        "gone.example.com. A",
        &[
            "Non-Existent Domain",
            "gone.example.com. 60 CNAME nowhere.example.com.",
            SOA,
        ],
    );
    // No zone that holds an SOA says no: none is invented.
    check_answer("twice.test. MX", &["No Error"]);
}

#[test]
fn types_no_zone_holds_are_denied_by_the_name() {
    check_answer("api.example.com. TYPE65280", &["No Error", SOA]);
    check_answer(
        "nothing.example.com. TYPE65280",
        &["Non-Existent Domain", SOA],
    );
    check_answer(
        "www.example.com. DNSKEY",
        &[
            "No Error",
            "www.example.com. 120 CNAME web.example.com.",
            "web.example.com. 60 CNAME api.example.com.",
            SOA,
        ],
    );
    // The type that stands in for others when they are asked for.
    check_answer("host.example.com. TYPE65280", &["No Error", SOA]);
}

#[test]
fn any_is_everything_a_name_has_itself() {
    check_answer(
        "www.example.com. ANY",
        &["No Error", "www.example.com. 120 CNAME web.example.com."],
    );
    check_answer(
        "outside.example.com. ANY",
        &["No Error", "outside.example.com. 60 CNAME elsewhere.test."],
    );
    check_answer("nothing.example.com. ANY", &["Non-Existent Domain", SOA]);
    let response = sent(&VIEW, &request("example.com. ANY"), Transport::Tcp).unwrap();
    assert_eq!(response.answers.len(), 8);
}

#[test]
fn what_cannot_be_answered_says_why_to_clients_with_edns() {
    for (question, why) in [
        (
            "elsewhere.test. A",
            "public DNS decides, and the design does not hold it (PHZ-05)",
        ),
        (
            "outside.example.com. A",
            "public DNS decides, and the design does not hold it (PHZ-05)",
        ),
        (
            "loop-a.example.com. A",
            "loop-a.example.com → loop-b.example.com → loop-a.example.com (5.5)",
        ),
        ("bad.example.com. TXT", "put it in quotation marks"),
    ] {
        check_refused(&request(question), ResponseCode::ServFail);
        let response = sent(&VIEW, &with_edns(request(question), 1232), Transport::Udp).unwrap();
        let edns = response.edns.unwrap();
        let option = edns.option(EdnsCode::Unknown(15)).unwrap();
        let octets: Vec<u8> = option.try_into().unwrap();
        let text = String::from_utf8(octets).unwrap();
        assert!(text.ends_with(why), "{text}");
    }
}

#[test]
fn nobody_answers_for_a_vpc_without_resolver() {
    let silent = view_of("vpc-silent");
    for transport in [Transport::Udp, Transport::Tcp] {
        assert_eq!(
            sent(&silent, &request("api.example.com. A"), transport),
            None
        );
    }
    // What is wrong with a request is said by the server itself.
    let response = respond(
        &silent,
        &[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        Transport::Udp,
    );
    assert!(response.is_some());
}

#[test]
fn two_askers_have_two_views() {
    let other = view_of("vpc-b");
    let response = sent(&other, &request("api.example.com. A"), Transport::Udp).unwrap();
    assert_eq!(
        lines(&response),
        ["No Error", "api.example.com. 60 A 10.1.0.9"]
    );
    let inside = view_of("i-a");
    let of_instance = sent(&inside, &request("api.example.com. A"), Transport::Udp);
    assert_eq!(
        of_instance,
        sent(&VIEW, &request("api.example.com. A"), Transport::Udp)
    );
}

#[test]
fn flags_are_those_of_a_recursive_resolver() {
    let mut request = with_edns(request("aPi.eXample.com. A"), 4096);
    request.metadata.checking_disabled = true;
    request.metadata.authentic_data = true;
    request.edns.as_mut().unwrap().set_dnssec_ok(true);
    let response = respond(&VIEW, &request.to_vec().unwrap(), Transport::Udp).unwrap();
    // The question comes back letter by letter, and the names of records point into it.
    assert_eq!(&response[12..29], b"\x03aPi\x07eXample\x03com\0");
    let response = Message::from_vec(&response).unwrap();
    assert!(response.answers[0].name.eq_case(&request.queries[0].name));
    let flags = response.metadata;
    assert_eq!(flags.message_type, MessageType::Response);
    assert!(flags.recursion_desired && flags.recursion_available && flags.checking_disabled);
    assert!(!flags.authoritative && !flags.authentic_data && !flags.truncation);
    let edns = response.edns.unwrap();
    assert_eq!(
        (edns.version(), edns.max_payload(), edns.flags().dnssec_ok),
        (0, 1232, true)
    );
}

#[test]
fn what_does_not_fit_is_cut_and_whole_over_tcp() {
    for (size, fits) in [
        (None, false),
        (Some(100), false),
        (Some(1232), false),
        (Some(4096), false),
    ] {
        let request = request("big.example.com. A");
        let request = size.map_or(request.clone(), |size| with_edns(request, size));
        let response = sent(&VIEW, &request, Transport::Udp).unwrap();
        assert_eq!(
            (!response.metadata.truncation, response.answers.len()),
            (fits, 0),
            "{size:?}"
        );
        assert_eq!(response.queries, request.queries);
        assert_eq!(response.edns.is_some(), size.is_some());
        let whole = sent(&VIEW, &request, Transport::Tcp).unwrap();
        assert_eq!(
            (whole.metadata.truncation, whole.answers.len()),
            (false, 120)
        );
    }
    // 800 octets: too many without EDNS, few enough with it.
    let long = request("long.example.com. TXT");
    assert!(
        sent(&VIEW, &long, Transport::Udp)
            .unwrap()
            .metadata
            .truncation
    );
    let response = sent(&VIEW, &with_edns(long, 1232), Transport::Udp).unwrap();
    assert_eq!(
        (response.metadata.truncation, response.answers.len()),
        (false, 4)
    );
}

#[test]
fn requests_of_other_kinds_are_refused() {
    let query = |change: fn(&mut Message)| {
        let mut message = request("api.example.com. A");
        change(&mut message);
        message
    };
    check_refused(
        &query(|message| message.metadata.op_code = OpCode::Notify),
        ResponseCode::NotImp,
    );
    check_refused(
        &query(|message| message.metadata.op_code = OpCode::Status),
        ResponseCode::NotImp,
    );
    check_refused(
        &query(|message| message.queries.clear()),
        ResponseCode::FormErr,
    );
    check_refused(
        &query(|message| message.queries.extend(message.queries.clone())),
        ResponseCode::FormErr,
    );
    check_refused(
        &query(|message| {
            message
                .queries
                .iter_mut()
                .for_each(|query| query.query_class = DNSClass::CH);
        }),
        ResponseCode::Refused,
    );
    check_refused(&request("example.com. AXFR"), ResponseCode::Refused);
    check_refused(&request("example.com. TYPE250"), ResponseCode::FormErr);
    let mut newer = with_edns(request("api.example.com. A"), 1232);
    newer.edns.as_mut().unwrap().set_version(1);
    let response = sent(&VIEW, &newer, Transport::Udp).unwrap();
    let edns = response.edns.unwrap();
    assert_eq!(
        (edns.rcode_high(), response.metadata.response_code.low()),
        (1, 0)
    );
    assert_eq!(edns.version(), 0);
}

#[test]
fn requests_that_make_no_sense_get_an_error_or_nothing() {
    let whole = request("api.example.com. A").to_vec().unwrap();
    for length in 0..12 {
        assert_eq!(respond(&VIEW, &whole[..length], Transport::Udp), None);
    }
    for length in 12..whole.len() {
        let response = respond(&VIEW, &whole[..length], Transport::Udp).unwrap();
        assert_eq!(
            &response[..4],
            &[0x12, 0x67, 0x81, 0x81],
            "FORMERR at {length}"
        );
        assert_eq!(response.len(), 12);
    }
    let mut response = request("api.example.com. A");
    response.metadata.message_type = MessageType::Response;
    assert_eq!(sent(&VIEW, &response, Transport::Udp), None);
    // A name that points at itself.
    let circle = [&whole[..12], &[0xc0, 12, 0, 1, 0, 1]].concat();
    let response = respond(&VIEW, &circle, Transport::Udp).unwrap();
    assert_eq!(response[3] & 15, 1);
}

#[test]
fn names_no_design_can_hold_get_an_answer() {
    let dotted = Name::from_labels([b"api.example".as_slice(), b"com"]).unwrap();
    let foreign = Name::from_labels([b"\xff\0 ".as_slice(), b"example", b"com"]).unwrap();
    let longest = Name::from_labels(vec![[b'a'; 1].as_slice(); 127]).unwrap();
    let odd = Name::from_labels([[0xff; 63].as_slice(), b"example", b"com"]).unwrap();
    for (name, code) in [
        (odd, ResponseCode::NXDomain),
        (dotted, ResponseCode::ServFail),
        (foreign, ResponseCode::NXDomain),
        (longest, ResponseCode::ServFail),
        (Name::root(), ResponseCode::ServFail),
    ] {
        let mut request = request("api.example.com. A");
        request.queries[0].name = name;
        check_refused(&request, code);
    }
}

fn asked(options: &[(&'static str, &str)]) -> Result<Vec<Asker>, String> {
    let options = options
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    askers(options.collect()).map_err(|error| error.messages.concat())
}

#[test]
fn every_asker_has_the_addresses_behind_it() {
    let asker = |from: &str, listen: &[&str]| Asker {
        from: from.to_owned(),
        listen: listen
            .iter()
            .map(|address| address.parse().unwrap())
            .collect(),
    };
    let usual = USUAL_ADDRESS.to_string();
    let (one, other) = ("127.0.0.1:1", "[::1]:2");
    assert_eq!(asked(&[("from", "a")]), Ok(vec![asker("a", &[&usual])]));
    assert_eq!(
        asked(&[("listen", one), ("from", "a")]),
        Ok(vec![asker("a", &[one])])
    );
    assert_eq!(
        asked(&[
            ("from", "a"),
            ("listen", one),
            ("listen", other),
            ("from", "b"),
            ("listen", other)
        ]),
        Ok(vec![asker("a", &[one, other]), asker("b", &[other])])
    );
}

#[test]
fn askers_without_addresses_are_refused() {
    for (options, message) in [
        (&[][..], "--from is missing"),
        (
            &[("from", "a"), ("listen", "x")],
            "--listen x: expected an address and a port, such as 127.0.0.1:5353 or [::1]:5353",
        ),
        (
            &[("from", "a"), ("from", "b"), ("listen", "[::1]:2")],
            "--from a has no --listen: give its address behind it",
        ),
        (
            &[
                ("listen", "[::1]:1"),
                ("from", "a"),
                ("listen", "[::1]:2"),
                ("from", "b"),
                ("listen", "[::1]:3"),
            ],
            "--listen comes before the first --from: give it behind the --from it is for",
        ),
    ] {
        assert_eq!(asked(options), Err(message.to_owned()));
    }
}

/// What must hold of every response, whatever was asked.
fn check_response(request: &[u8], transport: Transport) -> Result<(), TestCaseError> {
    let is_request = request.len() >= 12 && request[2] & 0x80 == 0;
    let Some(response) = respond(&VIEW, request, transport) else {
        prop_assert!(!is_request);
        return Ok(());
    };
    prop_assert!(is_request);
    prop_assert_eq!(respond(&VIEW, request, transport), Some(response.clone()));
    prop_assert_eq!(&response[..2], &request[..2]);
    prop_assert!(transport == Transport::Tcp || response.len() <= 1232);
    let message = Message::from_vec(&response);
    prop_assert!(message.is_ok(), "{:?}", message);
    let flags = message.unwrap().metadata;
    prop_assert_eq!(flags.message_type, MessageType::Response);
    prop_assert!(flags.recursion_available && !flags.authoritative);
    Ok(())
}

const NAMES: &[&str] = &[
    "example.com.",
    "www.example.com.",
    "big.example.com.",
    "long.example.com.",
    "loop-a.example.com.",
    "bad.example.com.",
    "elsewhere.test.",
    ".",
    "x.wild.example.com.",
    "number.example.com.",
];

fn transports() -> impl Strategy<Value = Transport> {
    prop::sample::select(vec![Transport::Udp, Transport::Tcp])
}

/// A question that is kept is answered with the octets that made it be kept.
#[track_caller]
fn check_plain(request: &Message, transport: Transport) -> bool {
    let octets = request.to_vec().unwrap();
    let whole = respond_to_any(&VIEW, &octets, transport);
    let plain = plain::respond(&VIEW, &octets, transport);
    assert!(plain.is_none() || plain == whole, "{request}");
    plain.is_some()
}

#[test]
fn plain_questions_are_answered_from_what_is_kept() {
    for question in [
        "api.example.com. A",
        "WWW.example.COM. A",
        "nothing.example.com. A",
        "api.example.com. MX",
        "api.example.com. TYPE65280",
        "api.example.com. TYPE65",
        "api.example.com. TYPE97",
        "elsewhere.test. A",
        "example.com. ANY",
        ". NS",
    ] {
        assert!(
            check_plain(&request(question), Transport::Udp),
            "{question}"
        );
        assert!(
            check_plain(&request(question), Transport::Tcp),
            "{question}"
        );
        let mut flags = request(question);
        flags.metadata.recursion_desired = false;
        flags.metadata.checking_disabled = true;
        flags.metadata.authentic_data = true;
        assert!(check_plain(&flags, Transport::Udp), "{question}");
    }
    let mut edns = with_edns(request("api.example.com. A"), 1232);
    edns.edns.as_mut().unwrap().set_dnssec_ok(true);
    assert!(check_plain(&edns, Transport::Udp));
    // What has to be cut, or to say why, is for the other way.
    assert!(!check_plain(&request("big.example.com. A"), Transport::Udp));
    assert!(check_plain(&request("big.example.com. A"), Transport::Tcp));
    assert!(!check_plain(
        &with_edns(request("elsewhere.test. A"), 1232),
        Transport::Udp
    ));
}

proptest! {
    #[test]
    fn arbitrary_octets_do_no_harm(request in prop::collection::vec(any::<u8>(), 0..600), transport in transports()) {
        check_response(&request, transport)?;
    }

    #[test]
    fn mutated_requests_do_no_harm(
        name in prop::sample::select(NAMES),
        record_type in any::<u16>(),
        size in prop::option::of(any::<u16>()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
        transport in transports(),
    ) {
        let request = request(&format!("{name} TYPE{record_type}"));
        let request = size.map_or(request.clone(), |size| with_edns(request, size));
        // Some types cannot be encoded as a question.
        let Ok(mut octets) = request.to_vec() else { return Ok(()) };
        for (place, value) in changes {
            let place = place.index(octets.len());
            octets[place] = value;
        }
        if let Some(cut) = cut {
            octets.truncate(cut.index(octets.len()));
        }
        check_response(&octets, transport)?;
    }
}
