//! Files that invented reporters add: small ones, as chats and scanned letters are.

use service::platform::file::{Arriving, StoredFile};
use service::{App, Problem};

use crate::chance::Chance;

const LINES: &[&str] = &[
    "are you alone tonight",
    "it was good to see you",
    "do not tell anyone we write",
    "I can come by later",
    "why do you not answer",
    "I am only being kind",
    "about your case: call me on this number",
    "you looked lovely",
];

/// Stores so many files.
pub(super) async fn store(app: &App, chance: Chance<'_>, count: usize) -> Result<Vec<StoredFile>, Problem> {
    let mut stored = Vec::with_capacity(count);
    for number in 0..count {
        let (name, bytes) = if chance.once_in(75) {
            (format!("messages {}.txt", number + 1), chat(chance).into_bytes())
        } else {
            (format!("letter {}.pdf", number + 1), letter(&chat(chance)))
        };
        let mut arriving = Arriving::begin(app, &name).await?;
        arriving.write(&bytes).await?;
        stored.push(arriving.finish().await?);
    }
    Ok(stored)
}

/// Some messages: one to six kilobytes, in one of ten files up to sixty.
fn chat(chance: Chance<'_>) -> String {
    let length = if chance.once_in(10) { 10_000 + chance.below(50_000) } else { 1_000 + chance.below(5_000) };
    let mut text = String::with_capacity(length + 80);
    while text.len() < length {
        let (hour, minute) = (chance.below(24), chance.below(60));
        text += &format!("{hour:02}:{minute:02} {}\n", chance.word(LINES));
    }
    text
}

/// A PDF of one page whose content stream holds `text`, a line for each.
fn letter(text: &str) -> Vec<u8> {
    let shown: String = text.lines().map(|line| format!("({line}) Tj T*\n")).collect();
    let content = format!("BT /F1 8 Tf 9 TL 40 800 Td\n{shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {count}\n0000000000 65535 f \n{places}");
    file += &format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use blob::clean::clean;
    use domain::platform::attachment::FileKind;
    use format::attachment::Judge;

    #[test]
    fn a_letter_is_a_pdf_that_can_be_cleaned() {
        let bytes = letter("09:00 are you alone tonight\n09:05 why do you not answer\n");
        let mut judge = Judge::new();
        judge.feed(&bytes).unwrap();
        assert_eq!(judge.finish().unwrap().kind, FileKind::Pdf);
        assert!(clean(FileKind::Pdf, &bytes).is_ok());
    }
}
