//! Files in a folder: what goes in comes back, and nothing else is taken for it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use futures_util::{StreamExt, pin_mut};
use object_store::memory::InMemory;
use proptest::prelude::*;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use zeroize::Zeroizing;

use crypto::secret::Secret;
use crypto::stream::{CHUNK, HEADER, TAG};
use domain::platform::attachment::padded_size;
use domain::platform::time::Timestamp;

use crate::*;

const FAR: i64 = 4_000_000_000_000_000;

fn key() -> Secret<32> {
    Secret::new([3; 32])
}

fn plain(length: usize) -> Vec<u8> {
    (0..=248).cycle().take(length).collect()
}

fn folder() -> (TempDir, Blobs) {
    let folder = TempDir::new().unwrap();
    let blobs = Blobs::local(&folder.path().join("data")).unwrap();
    (folder, blobs)
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path().join("data/files")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

async fn store(blobs: &Blobs, id: &str, content: &[u8]) -> u64 {
    let mut writer = blobs.put(id, &key()).await.unwrap();
    for piece in content.chunks(50_000) {
        writer.write(piece).await.unwrap();
    }
    writer.finish(padded_size(content.len() as u64)).await.unwrap()
}

async fn read(blobs: &Blobs, id: &str, size: usize) -> Result<Vec<u8>, BlobError> {
    let size = size as u64;
    blobs.read_all(id, &key(), size, size).await.map(|plain| plain.to_vec())
}

#[tokio::test]
async fn files_come_back_padded_in_store_and_exact_in_hand() {
    let (folder, blobs) = folder();
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 300_000, 1_000_003] {
        let id = format!("file-{size}");
        let sealed = store(&blobs, &id, &plain(size)).await;
        let padded = usize::try_from(padded_size(size as u64)).unwrap();
        let expected = HEADER + padded + padded.div_ceil(CHUNK) * TAG;
        let on_disk = fs::metadata(folder.path().join("data/files").join(&id)).unwrap().len();
        assert_eq!((sealed, on_disk), (expected as u64, expected as u64), "{size}");
        assert_eq!(read(&blobs, &id, size).await.unwrap(), plain(size), "{size}");
    }
}

#[tokio::test]
async fn an_unpadded_file_comes_back() {
    let (_folder, blobs) = folder();
    let mut writer = blobs.put("a", &key()).await.unwrap();
    writer.write(b"short").await.unwrap();
    assert_eq!(writer.finish(0).await.unwrap(), (HEADER + 5 + TAG) as u64);
    assert_eq!(read(&blobs, "a", 5).await.unwrap(), b"short");
    assert!(matches!(read(&blobs, "a", 6).await, Err(BlobError::Sealed(_))));
}

#[tokio::test]
async fn chunks_stream_out_one_by_one() {
    let (_folder, blobs) = folder();
    store(&blobs, "a", &plain(300_000)).await;
    let chunks = blobs.open("a", &key(), 300_000).await.unwrap();
    pin_mut!(chunks);
    let mut sizes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        sizes.push(chunk.unwrap().len());
    }
    assert_eq!(sizes, [CHUNK, CHUNK, CHUNK, CHUNK, 300_000 - 4 * CHUNK]);
}

#[tokio::test]
async fn nothing_readable_is_on_the_disk() {
    let (folder, blobs) = folder();
    store(&blobs, "a", &b"a very telling sentence ".repeat(20_000)).await;
    let bytes = fs::read(folder.path().join("data/files/a")).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"very telling"));
}

#[tokio::test]
async fn the_folder_is_private() {
    let (folder, _blobs) = folder();
    for name in ["data", "data/files"] {
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{name}");
    }
}

#[tokio::test]
async fn missing_wrong_key_too_long_and_moved() {
    let (folder, blobs) = folder();
    store(&blobs, "a", &plain(10)).await;
    assert!(matches!(read(&blobs, "b", 10).await, Err(BlobError::Missing)));
    let other = blobs.read_all("a", &Secret::new([4; 32]), 10, 10).await;
    assert!(matches!(other, Err(BlobError::Sealed(_))));
    assert!(matches!(blobs.read_all("a", &key(), 11, 10).await, Err(BlobError::TooLong)));
    let files = folder.path().join("data/files");
    fs::rename(files.join("a"), files.join("b")).unwrap();
    assert!(matches!(read(&blobs, "b", 10).await, Err(BlobError::Sealed(_))));
}

#[tokio::test]
async fn changed_files_do_not_open() {
    let (folder, blobs) = folder();
    store(&blobs, "a", &plain(200_000)).await;
    let path = folder.path().join("data/files/a");
    let whole = fs::read(&path).unwrap();
    let sealed = CHUNK + TAG;
    let swapped =
        [&whole[..HEADER], &whole[HEADER + sealed..HEADER + 2 * sealed], &whole[HEADER..HEADER + sealed]];
    let swapped = [swapped.concat(), whole[HEADER + 2 * sealed..].to_vec()].concat();
    let mut flipped = whole.clone();
    // In the padding: what is thrown away is checked too.
    let near_end = whole.len() - TAG - 5;
    flipped[near_end] ^= 1;
    let longer = [whole.clone(), vec![0]].concat();
    let cut = whole[..HEADER + 3 * sealed].to_vec();
    for bytes in [swapped, flipped, longer, cut, whole[..HEADER].to_vec(), whole[..7].to_vec(), vec![]] {
        fs::write(&path, &bytes).unwrap();
        assert!(matches!(read(&blobs, "a", 200_000).await, Err(BlobError::Sealed(_))), "{}", bytes.len());
    }
    fs::write(&path, &whole).unwrap();
    assert!(read(&blobs, "a", 200_000).await.is_ok());
}

#[tokio::test]
async fn an_aborted_file_leaves_nothing() {
    let (folder, blobs) = folder();
    for size in [10, 600_000] {
        let mut writer = blobs.put("a", &key()).await.unwrap();
        writer.write(&plain(size)).await.unwrap();
        assert!(!names(&folder).contains(&"a".to_owned()));
        writer.abort().await.unwrap();
        assert_eq!(names(&folder), Vec::<String>::new());
    }
}

#[test]
fn a_dropped_file_leaves_nothing() {
    let (folder, blobs) = folder();
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let mut writer = blobs.put("a", &key()).await.unwrap();
        writer.write(&plain(600_000)).await.unwrap();
        assert_eq!(names(&folder), ["a#1"]);
        drop(writer);
        // The clean-up is a task of its own.
        while !names(&folder).is_empty() {
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(names(&folder), Vec::<String>::new());
}

#[tokio::test]
async fn deleting_twice_is_fine() {
    let (folder, blobs) = folder();
    store(&blobs, "a", &plain(10)).await;
    blobs.delete("a").await.unwrap();
    blobs.delete("a").await.unwrap();
    assert_eq!(names(&folder), Vec::<String>::new());
}

#[tokio::test]
async fn old_files_and_unfinished_ones_are_found() {
    let (folder, blobs) = folder();
    store(&blobs, "a", &plain(10)).await;
    store(&blobs, "b", &plain(10)).await;
    fs::write(folder.path().join("data/files/c#2"), b"half").unwrap();
    let (early, late) = (Timestamp::from_micros(0), Timestamp::from_micros(FAR));
    assert_eq!(blobs.list(early).await.unwrap(), Vec::<String>::new());
    assert_eq!(blobs.sweep_unfinished(early).await.unwrap(), 0);
    let mut listed = blobs.list(late).await.unwrap();
    listed.sort();
    assert_eq!(listed, ["a", "b"]);
    assert_eq!(blobs.sweep_unfinished(late).await.unwrap(), 1);
    assert!(!names(&folder).contains(&"c#2".to_owned()));
    assert_eq!(names(&folder).len(), 2);
}

#[tokio::test]
async fn an_empty_store_lists_nothing() {
    let (_folder, blobs) = folder();
    assert_eq!(blobs.list(Timestamp::from_micros(FAR)).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_store_that_takes_nothing_is_unavailable() {
    let (folder, blobs) = folder();
    fs::remove_dir(folder.path().join("data/files")).unwrap();
    fs::write(folder.path().join("data/files"), b"in the way").unwrap();
    let mut writer = blobs.put("a", &key()).await.unwrap();
    writer.write(b"hello").await.unwrap();
    assert!(matches!(writer.finish(0).await, Err(BlobError::Unavailable(_))));
    let mut writer = blobs.put("a", &key()).await.unwrap();
    assert!(matches!(writer.write(&plain(600_000)).await, Err(BlobError::Unavailable(_))));
    assert!(matches!(writer.write(b"on").await, Ok(()) | Err(BlobError::Unavailable(_))));
    assert!(matches!(writer.finish(0).await, Err(BlobError::Unavailable(_))));
}

#[tokio::test]
async fn an_s3_store_that_does_not_answer_is_unavailable() {
    let settings = S3Settings {
        endpoint: "http://127.0.0.1:9".to_owned(),
        bucket: "invented".to_owned(),
        region: "nowhere".to_owned(),
        access_key: "access".to_owned(),
        secret: Zeroizing::new("a-telling-secret".to_owned()),
        allow_http: false,
    };
    assert!(!format!("{settings:?}").contains("telling"));
    let blobs = Blobs::s3(&settings).unwrap();
    assert!(matches!(read(&blobs, "a", 1).await, Err(BlobError::Unavailable(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_file_in_any_pieces_comes_back(size in 0..250_000_usize, piece in 1..150_000_usize) {
        let blobs = Blobs { store: Arc::new(InMemory::new()), part: 100_000, folder: None };
        let content = plain(size);
        let back = Runtime::new().unwrap().block_on(async {
            let mut writer = blobs.put("a", &key()).await.unwrap();
            for piece in content.chunks(piece.max(size / 50)) {
                writer.write(piece).await.unwrap();
            }
            writer.finish(padded_size(size as u64)).await.unwrap();
            read(&blobs, "a", size).await.unwrap()
        });
        prop_assert_eq!(back, content);
    }
}
