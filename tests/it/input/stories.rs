//! The longest stories there may be, in any script, and what happens to a longer one.

use crate::input::trial::assert_clear;
use crate::support::journey;
use crate::support::premises::Served;

const WORDS: usize = 20_000;

/// So many words, none like its neighbour.
fn story(words: &[&str], between: &str, count: usize) -> String {
    (0..count).map(|index| words[index % words.len()]).collect::<Vec<_>>().join(between)
}

#[tokio::test]
async fn twenty_thousand_words_of_any_script_come_back_as_they_were() {
    let served = Served::start(&[("CANDOUR__SERVER__ROLES", "public,staff")]);
    let mut officer = served.staff("a.marsh").await;
    let latin = ["he", "said", "“it’s", "naïve”,", "Łódź", "O'Neill", "100%"];
    let markup = ["&amp;", "<b>not</b>", "a+b=c", "%41", "\\u0041", "{{x}}", "'--", "</textarea>"];
    let arabic = ["قال", "لي", "الضابط", "إنه", "سيأتي", "غدًا", "لا", "تخبري", "أحدًا"];
    let chinese = ["警", "察", "说", "他", "会", "回", "来", "不", "要", "告", "诉", "别", "人"];
    let emoji = ["😀", "👩\u{200d}👩\u{200d}👧", "🏳️\u{200d}🌈", "👍🏽", "x", "🇬🇧"];
    let stories = [
        ("Latin", story(&latin, " ", WORDS)),
        ("markup", story(&markup, " ", WORDS / 4)),
        ("Arabic", story(&arabic, " ", WORDS)),
        ("Chinese", story(&chinese, "", WORDS)),
        ("emoji", story(&emoji, " ", WORDS)),
    ];
    for (script, story) in stories {
        let sent = journey::send(&mut served.visitor(), &[("story", &story)]).await;
        let reference = journey::reference(&sent);
        let case = journey::case(&mut officer, &reference).await.expect("the case is in the inbox");
        let case = journey::open(&mut officer, &case).await;
        let shown = case.select("div.candour-message").remove(0);
        assert!(shown == story, "{script}: {} bytes became {}", story.len(), shown.len());
    }
}

#[tokio::test]
async fn one_word_too_many_is_told_and_nothing_of_it_lost() {
    let served = Served::start(&[("CANDOUR__SERVER__ROLES", "public,staff")]);
    for (words, between) in [(&["one", "word", "after", "another"][..], " "), (&["一", "二", "三"][..], "")]
    {
        let story = story(words, between, WORDS + 1);
        let mut visitor = served.visitor();
        let page = visitor.open("/step/1").await;
        let page = visitor.submit(&page, &[("story", &story)]).await;
        assert_clear(&page, 422, "one word too many");
        assert!(page.select(".govuk-error-summary").join(" ").contains("20,000 words or fewer"));
        assert!(page.field("story") == Some(story.clone()), "what was typed is still there");
        assert!(page.set_cookies().is_empty(), "and nothing is stored");
        let shorter = &story[..story.len() - words[WORDS % words.len()].len() - between.len()];
        let page = visitor.submit(&page, &[("story", shorter)]).await;
        assert_eq!(page.url.path(), "/step/2", "{}", page.select(".govuk-error-summary").join(" "));
    }
}

#[tokio::test]
async fn lines_are_kept_as_they_were_typed() {
    let served = Served::start(&[("CANDOUR__SERVER__ROLES", "public,staff")]);
    let story = "First line\r\nsecond line\r\n\r\nAnother paragraph\rwith an old line end\n\ttab";
    let sent = journey::send(&mut served.visitor(), &[("story", story)]).await;
    let mut officer = served.staff("a.marsh").await;
    let case = journey::case(&mut officer, &journey::reference(&sent)).await.expect("the case");
    let case = journey::open(&mut officer, &case).await;
    assert!(case.html.contains("First line<br>second line</p>"), "{}", case.describe());
    assert!(
        case.html.contains("Another paragraph<br>with an old line end<br>\ttab</p>"),
        "{}",
        case.describe()
    );
}
