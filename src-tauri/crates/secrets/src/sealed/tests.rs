use std::path::Path;

use proptest::prelude::*;

use super::*;

const PASSPHRASE: &str = "nine lives";

fn name(text: &str) -> SecretName {
    SecretName::new(text).unwrap()
}

async fn made(path: &Path) -> SealedFile {
    SealedFile::create(path, PASSPHRASE.into(), KdfCost::WEAKEST)
        .await
        .unwrap()
}

async fn got(file: &SealedFile, of: &str) -> Option<String> {
    file.get(&name(of))
        .await
        .unwrap()
        .map(|secret| secret.expose().clone())
}

#[tokio::test]
async fn secrets_survive_a_restart_and_are_nowhere_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/secrets.sealed");
    let file = made(&path).await;
    file.set(&name("ai/claude"), "sk-ant-visible".into())
        .await
        .unwrap();
    file.set(&name("account/1/token"), "old".into())
        .await
        .unwrap();
    file.set(&name("account/1/token"), "new".into())
        .await
        .unwrap();
    drop(file);

    let file = SealedFile::open(&path, PASSPHRASE.into()).await.unwrap();
    assert_eq!(
        got(&file, "ai/claude").await.as_deref(),
        Some("sk-ant-visible"),
        "kept"
    );
    assert_eq!(
        got(&file, "account/1/token").await.as_deref(),
        Some("new"),
        "replaced"
    );
    file.remove(&name("account/1/token")).await.unwrap();
    file.remove(&name("account/1/token")).await.unwrap();
    assert_eq!(
        got(&file, "account/1/token").await,
        None,
        "forgotten, twice without complaint"
    );

    let bytes = std::fs::read(&path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        !text.contains("sk-ant") && !text.contains("claude"),
        "neither value nor name"
    );
    let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file is left behind");
}

#[tokio::test]
async fn each_refusal_has_its_own_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let missing = SealedFile::open(&path, PASSPHRASE.into())
        .await
        .unwrap_err();
    assert_eq!(
        missing,
        SecretError::Missing,
        "nothing to open is not a wrong passphrase"
    );
    let short = SealedFile::create(&path, "seven77".into(), KdfCost::WEAKEST)
        .await
        .unwrap_err();
    assert_eq!(
        short,
        SecretError::PassphraseTooShort { least: 8 },
        "seven characters"
    );

    let file = made(&path).await;
    let again = SealedFile::create(&path, PASSPHRASE.into(), KdfCost::WEAKEST)
        .await
        .unwrap_err();
    assert_eq!(again, SecretError::Exists, "never overwritten");
    let wrong = SealedFile::open(&path, "nine lifes".into())
        .await
        .unwrap_err();
    assert_eq!(
        wrong,
        SecretError::WrongPassphrase,
        "and not called damaged"
    );
    let long = Sensitive::new("x".repeat(2561));
    let long = file.set(&name("a"), long).await.unwrap_err();
    assert_eq!(
        long,
        SecretError::TooLong {
            bytes: 2561,
            most: 2560
        },
        "as on Windows"
    );

    std::fs::write(&path, b"something else entirely").unwrap();
    let other = file.get(&name("a")).await.unwrap_err();
    assert_eq!(
        other,
        SecretError::Damaged {
            cause: "it is no sealed file"
        },
        "not ours"
    );
}

#[tokio::test]
async fn a_newer_format_and_absurd_work_are_refused_before_any_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    made(&path).await;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[8] = 2;
    std::fs::write(&path, &bytes).unwrap();
    let newer = SealedFile::open(&path, PASSPHRASE.into())
        .await
        .unwrap_err();
    assert_eq!(
        newer,
        SecretError::Newer { version: 2 },
        "named as newer, not as damaged"
    );

    let cost = KdfCost {
        memory_kib: u32::MAX,
        ..KdfCost::WEAKEST
    };
    let header = Header {
        cost,
        salt: [0; 16],
        check: [0; 16],
        nonce: [0; 24],
    };
    let absurd = Header::read(&header.bytes()).unwrap_err();
    let told = SecretError::Damaged {
        cause: "its head asks for absurd work",
    };
    assert_eq!(absurd, told, "4 TiB of memory are not tried");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let file = made(&path).await;
    file.set(&name("a"), "b".into()).await.unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "after making and after replacing");
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let file = made(&path).await;
    file.set(&name("a"), "kept".into()).await.unwrap();
    // A folder in the way of the file makes the renaming fail, even for root.
    let before = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let content = Content::default();
    let refused = file.0.write(&content, true).unwrap_err();
    assert!(
        matches!(
            refused,
            SecretError::Disk {
                operation: "written",
                ..
            }
        ),
        "{refused}"
    );
    std::fs::remove_dir(&path).unwrap();
    std::fs::write(&path, before).unwrap();
    assert_eq!(
        got(&file, "a").await.as_deref(),
        Some("kept"),
        "and the next try works"
    );
}

#[tokio::test]
async fn parallel_changes_are_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = made(&folder.path().join("secrets.sealed")).await;
    let sets = (0..16).map(|i| {
        let file = file.clone();
        tokio::spawn(async move {
            file.set(&name(&format!("account/{i}/token")), i.to_string().into())
                .await
        })
    });
    for set in sets.collect::<Vec<_>>() {
        set.await.unwrap().unwrap();
    }
    for i in 0..16 {
        let kept = got(&file, &format!("account/{i}/token")).await;
        assert_eq!(kept, Some(i.to_string()), "no change overwrites another");
    }
}

#[test]
fn its_debug_form_names_the_file_alone() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let file = runtime.block_on(made(&path));
    let text = format!("{file:?}");
    assert!(
        text.contains("secrets.sealed") && !text.contains(PASSPHRASE),
        "{text}"
    );
}

fn key() -> (Key, Header) {
    let key = Key::derive(&PASSPHRASE.into(), &[7; 16], KdfCost::WEAKEST).unwrap();
    let cost = KdfCost::WEAKEST;
    let header = Header {
        cost,
        salt: [7; 16],
        check: key.check,
        nonce: [9; 24],
    };
    (key, header)
}

/// What opening makes of these bytes with the right passphrase.
fn opened(file: &[u8]) -> Result<Vec<u8>, SecretError> {
    let header = Header::read(file)?;
    let key = Key::derive(&PASSPHRASE.into(), &header.salt, header.cost)?;
    if key.check != header.check {
        return Err(SecretError::WrongPassphrase);
    }
    key.open(&header, &file[LENGTH..])
        .map(|plain| plain.expose().clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_sealed_comes_back(plain in prop::collection::vec(any::<u8>(), 0..2000)) {
        let (key, header) = key();
        let file = key.seal(&header, &plain).unwrap();
        prop_assert_eq!(opened(&file), Ok(plain), "byte for byte");
    }

    #[test]
    fn any_changed_byte_is_found(
        plain in prop::collection::vec(any::<u8>(), 0..200),
        at in any::<prop::sample::Index>(),
        flip in 1_u8..=255,
    ) {
        let (key, header) = key();
        let mut file = key.seal(&header, &plain).unwrap();
        let at = at.index(file.len());
        file[at] ^= flip;
        prop_assert!(opened(&file).is_err(), "byte {at} ^ {flip} went unnoticed");
    }

    #[test]
    fn any_cut_is_found(
        plain in prop::collection::vec(any::<u8>(), 0..200),
        at in any::<prop::sample::Index>(),
    ) {
        let (key, header) = key();
        let file = key.seal(&header, &plain).unwrap();
        let cut = &file[..at.index(file.len())];
        prop_assert!(opened(cut).is_err(), "cut to {} bytes went unnoticed", cut.len());
    }

    #[test]
    fn a_head_made_up_by_someone_never_breaks_us(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Header::read(&bytes).is_err(), "random bytes are no head");
    }
}
