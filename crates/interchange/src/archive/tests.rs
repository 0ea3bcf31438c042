use std::io::Write as _;

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn files_are_read_and_what_a_desktop_adds_is_not() {
    let bytes = archive(&[
        ("a/b.json", b"{}"),
        ("__MACOSX/a/._b.json", b"x"),
        ("a/.DS_Store", b"x"),
        ("c\\d.json", b"[]"),
    ]);
    assert!(is_archive(&bytes));
    let files: Vec<_> = entries(&bytes).map(Result::unwrap).collect();
    let expected = [("a/b.json", b"{}"), ("c/d.json", b"[]")];
    assert_eq!(
        files,
        expected.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
    );
}

#[test]
fn a_bomb_is_refused_and_what_stands_beside_it_is_read() {
    let bomb = vec![b' '; 40 << 20];
    let bytes = archive(&[("bomb.json", &bomb), ("good.json", b"{}")]);
    assert!(bytes.len() < 1 << 20);
    let mut read = entries(&bytes);
    let refused = read.next().unwrap().unwrap_err();
    assert_eq!(refused.entry, "bomb.json");
    assert!(refused.reason.contains("unpacks to more than"), "{refused}");
    assert_eq!(
        read.next().unwrap().unwrap(),
        ("good.json".to_owned(), b"{}".to_vec())
    );
    assert!(read.next().is_none());
}

#[test]
fn what_is_cut_off_or_no_archive_is_an_error() {
    let whole = archive(&[("a.json", b"{\"Vpcs\": []}")]);
    for end in 0..whole.len() {
        let all: Result<Vec<_>, _> = entries(&whole[..end]).collect();
        assert!(all.is_err(), "the first {end} bytes");
    }
    assert_eq!(entries(&whole).count(), 1);
}
