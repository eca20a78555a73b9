//! The words by which statements are read, all of them English: another
//! language adds its own to the same lists. Where no word fits, nothing is
//! read, and nothing is guessed.
//!
//! Words are as [`crate::domain::text::fold`] leaves them, and a hyphen parts
//! them: "co-author" is `co author`.

/// What a word may be; it may be several things.
pub type Class = u32;

/// The one who speaks.
pub const FIRST: Class = 1;
/// Somebody or something else that does what follows.
pub const THIRD: Class = 1 << 1;
/// A person who is spoken of.
pub const PERSON: Class = 1 << 2;
/// Denies what follows.
pub const NOT: Class = 1 << 3;
/// What follows is wished, planned or possible.
pub const WISH: Class = 1 << 4;
/// What follows is over.
pub const FORMER: Class = 1 << 5;
/// What follows is still so.
pub const STILL: Class = 1 << 6;
/// What follows was, and may be over.
pub const WAS: Class = 1 << 7;
/// Says that somebody wrote a work.
pub const AUTHOR: Class = 1 << 8;
/// Says that somebody made a work or saw to it.
pub const MAKER: Class = 1 << 9;
/// After a verb it says that not the work itself is meant.
pub const ABOUT: Class = 1 << 10;
/// Decides on a work in others' place.
pub const DELEGATE: Class = 1 << 11;
/// Vouches for a work.
pub const SPONSOR: Class = 1 << 12;
/// What somebody has done.
pub const DEEDS: Class = 1 << 13;
/// Several works of a series.
pub const SERIES: Class = 1 << 14;
/// Beside a series it says no more than which of its works.
pub const WHICH: Class = 1 << 15;
/// The word that makes a role.
pub const ROLE: Class = 1 << 16;
/// A profession.
pub const JOB: Class = 1 << 17;
/// A body whose members have a role.
pub const BODY: Class = 1 << 18;
/// A group that people work in, before or after its name.
pub const GROUP: Class = 1 << 19;
/// Goes on with the name of a role or of an employer.
pub const JOINT: Class = 1 << 20;
/// "A", "the".
pub const ARTICLE: Class = 1 << 21;
/// Of mentoring.
pub const MENTOR: Class = 1 << 22;
/// A stretch of time.
pub const UNIT: Class = 1 << 23;
/// A number, or a part of one's time.
pub const SHARE: Class = 1 << 24;
/// The name of what somebody gives out under a label: "Employer: …".
pub const EMPLOYER: Class = 1 << 25;
/// "Have", of what was and still is.
pub const HAVE: Class = 1 << 26;

/// Begins one of the phrases below.
pub const OPENS: Class = 1 << 27;
/// Names a series.
pub const NAMED: Class = 1 << 28;
/// Of working somewhere.
pub const WORKS: Class = 1 << 29;
/// Has a figure in it.
pub const FIGURE: Class = 1 << 30;
/// Begins an address.
pub const ADDRESS: Class = 1 << 31;

/// The words of each class.
pub const WORDS: [(Class, &str); 35] = [
    (FIRST, "i im i'm ive i've i'd i'll my me mine myself"),
    (THIRD, "who whose which that he she they he's she's they're we we've we're you"),
    (PERSON, "he he's him his himself she she's her hers herself"),
    (
        NOT,
        "not no never can't cannot don't doesn't didn't isn't wasn't haven't hasn't won't without neither nor",
    ),
    (WISH, "i'd i'll will would want wish hope hoping plan planning aim intend should must need needs could"),
    (WISH, "can may might if whether goal goals going let's looking"),
    (FORMER, "former formerly previous previously past emeritus ex retired used longer until"),
    (STILL, "current currently present presently ongoing now today"),
    (WAS, "was were had did"),
    (HAVE, "have i've has"),
    (AUTHOR, "author authored coauthor coauthored wrote written cowrote cowritten proposed"),
    (MAKER, "led drive drove driven designed implemented introduced rolled shipped championed"),
    (
        ABOUT,
        "about acceptance accepting adoption against amending amendment amendments change changed changes",
    ),
    (
        ABOUT,
        "changing comments debate decision decisions discussed discussing discussion discussions feedback",
    ),
    (
        ABOUT,
        "help helped helping improvements planning review reviewed reviewing reviews support supporting update updates vote",
    ),
    (DELEGATE, "delegate delegated delegates"),
    (SPONSOR, "sponsor sponsored sponsoring"),
    (DEEDS, "contribution contributions achievement achievements accomplishments publications work"),
    (SERIES, "peps keps rfcs neps deps jeps proposals"),
    (WHICH, "my the of and or list python accepted active deferred draft final provisional rejected"),
    (WHICH, "superseded withdrawn numbered enhancement kubernetes by status"),
    (
        ROLE,
        "administrator admin adviser advisor ambassador approver chair chairman chairperson chairwoman cochair",
    ),
    (
        ROLE,
        "cofounder committer coordinator curator evangelist fellow founder instigator lead leader liaison",
    ),
    (
        ROLE,
        "maintainer moderator officer organiser organizer owner president representative reviewer secretary",
    ),
    (ROLE, "shadow steward treasurer tl wrangler"),
    (
        JOB,
        "architect assistant associate ceo consultant cto developer dev director employee engineer founder lead",
    ),
    (JOB, "lecturer manager president professor programmer researcher scientist supervisor teacher"),
    (BODY, "board committee council"),
    (GROUP, "sig sigs wg wgs tag ug"),
    (MENTOR, "promoted mentor mentors mentored mentoring mentorship mentee mentees"),
    (EMPLOYER, "affiliation affiliations company employer employers employment organisation organization"),
    (UNIT, "day days week weeks month months weekly time hour hours hrs"),
    (WORKS, "work working worked employed employer am at i'm"),
    (ADDRESS, "http https"),
    (SHARE, "half most all part quarter third considerable"),
];

/// In a heading, or a line that introduces a list: what the nominee would do.
pub const PLANS: [&str; 19] = [
    "what i'll do",
    "what i will do",
    "what i would",
    "what i'd",
    "what i plan",
    "what i want",
    "what i intend",
    "i plan",
    "my plan",
    "my plans",
    "plans",
    "agenda",
    "goals",
    "how i hope",
    "i hope",
    "where i see",
    "if elected",
    "priorities",
    "platform",
];

/// The same: what the nominee has done.
pub const DONE: [&str; 9] = [
    "what i have done",
    "what i've done",
    "what have i done",
    "i have done",
    "i've done",
    "what i did",
    "what i do",
    "how i contribute",
    "how i serve",
];

/// The same: for whom the nominee works.
pub const WORKPLACE: [&str; 6] =
    ["where i work", "who i work for", "affiliation", "affiliations", "my employer", "day job"];

/// The same: the time that the nominee offers.
pub const TIME: [&str; 4] = ["availability", "my time", "time commitment", "time available"];

/// The same: talks, profiles and other pages.
pub const PAGES: [&str; 12] = [
    "resources",
    "links",
    "talks",
    "presentations",
    "conferences",
    "online presence",
    "social media",
    "connect",
    "contact",
    "blog posts",
    "blogs",
    "publications on",
];

/// The same: who supports the nominee.
pub const SUPPORT: [&str; 5] = ["endorsement", "endorsements", "endorsed by", "testimonials", "supporters"];

/// The same: people, by their names.
pub const PEOPLE: [&str; 3] = ["mentored", "promoted", "mentees"];

/// The statuses of numbered works, as their series write them.
pub const STATUSES: [&str; 11] = [
    "Final",
    "Accepted",
    "Active",
    "Draft",
    "Rejected",
    "Deferred",
    "Withdrawn",
    "Superseded",
    "Provisional",
    "Implemented",
    "Implementable",
];

/// The phrases that are looked for in headings.
pub const HEADINGS: [&[&str]; 9] =
    [&PLANS, &DONE, &WORKPLACE, &TIME, &PAGES, &SUPPORT, &PEOPLE, &ENDED, &["groups"]];

/// Series of numbered works.
pub const SERIES_NAMES: [&str; 6] = ["PEP", "KEP", "RFC", "NEP", "DEP", "JEP"];

/// The same as words, one work and several.
pub const SERIES_WORDS: [&str; 12] =
    ["pep", "peps", "kep", "keps", "rfc", "rfcs", "nep", "neps", "dep", "deps", "jep", "jeps"];

/// In a line about an employer: that it is over.
pub const ENDED: [&str; 3] = ["formerly", "until", "previously"];

/// Between the numbers of an enumeration.
pub const JOINED: [&str; 2] = ["and", "or"];

/// Begins a remark, after a title, that names others who wrote it too.
pub const ALONG: [&str; 7] = ["co", "coauthored", "cowritten", "with", "together", "jointly", "along"];

/// Begins another remark after a title.
pub const REMARKS: [&str; 6] = ["by", "ex", "e", "see", "accepted", "rejected"];

/// Stands before the name of who signs.
pub const SIGNED: [&str; 6] = ["by", "from", "signed", "written by", "endorsed by", "endorsement by"];

/// After a name it tells something of the person.
pub const IS: [&str; 4] = ["has", "is", "was", "deserves"];

/// Several others, or one whom the text does not call he or she.
pub const OTHERS: [&str; 3] = ["they", "their", "them"];

/// Two words that make a role together.
pub const TITLES: [(&str, &str); 7] = [
    ("core", "developer"),
    ("core", "dev"),
    ("release", "manager"),
    ("branch", "manager"),
    ("product", "manager"),
    ("program", "manager"),
    ("community", "manager"),
];

/// What stands before the word that makes a role.
pub const MODIFIERS: [&str; 36] = [
    "active",
    "assistant",
    "associate",
    "branch",
    "co",
    "code",
    "committee",
    "community",
    "conduct",
    "core",
    "docs",
    "documentation",
    "elected",
    "founding",
    "fully",
    "fledged",
    "group",
    "lead",
    "of",
    "patch",
    "product",
    "program",
    "project",
    "python",
    "release",
    "response",
    "security",
    "senior",
    "steering",
    "sub",
    "subproject",
    "team",
    "tech",
    "technical",
    "vice",
    "working",
];

/// Go on with the name of a role.
pub const CONNECTORS: [&str; 11] =
    ["of", "for", "in", "on", "at", "since", "and", "or", "to", "from", "elected"];

/// Go on with the name of an employer.
pub const JOINERS: [&str; 5] = ["of", "the", "and", "for", "de"];

/// Said where there is none.
pub const NO_EMPLOYER: [&str; 3] = ["none", "n a", "na"];

/// Organisations that have groups and are none.
pub const ORGANISATIONS: [&str; 3] = ["cncf", "lf", "psf"];

/// Who is promoted in a project.
pub const PROMOTED: [&str; 6] =
    ["developer", "developers", "contributor", "contributors", "leads", "maintainers"];

/// In a role's name, what it is the same without.
pub const NAMELESS: [&str; 24] = [
    "a",
    "an",
    "and",
    "as",
    "at",
    "current",
    "currently",
    "early",
    "fledged",
    "for",
    "fully",
    "i",
    "am",
    "in",
    "kubernetes",
    "late",
    "member",
    "mid",
    "of",
    "on",
    "or",
    "sig",
    "the",
    "to",
];

/// In a role's name, what makes another role of it.
pub const RANKS: [&str; 8] =
    ["associate", "assistant", "deputy", "emeritus", "ex", "former", "shadow", "vice"];

/// Small numbers in words.
pub const NUMBERS: [&str; 14] = [
    "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
    "fifteen", "twenty",
];

/// Between hours and a week.
pub const PER: [&str; 4] = ["a", "per", "each", "every"];

/// Before a number, part of it.
pub const UP_TO: [&str; 8] =
    ["up to", "about", "around", "at least", "at most", "roughly", "an average of", "more than"];

/// After the word that makes a role, it makes something else of it: "maintainer summit".
pub const NO_ROLES: [&str; 12] = [
    "summit",
    "summits",
    "program",
    "programs",
    "role",
    "roles",
    "guide",
    "course",
    "meeting",
    "meetings",
    "workshop",
    "workshops",
];

/// Beside the word for a group in a heading of groups.
pub const GROUPS: [&str; 11] = [
    "and",
    "committees",
    "group",
    "groups",
    "interest",
    "kubernetes",
    "my",
    "special",
    "teams",
    "the",
    "working",
];

/// After a group's name, what somebody is in it.
pub const MEMBERS: [&str; 8] =
    ["member", "members", "contributor", "participant", "participants", "subproject", "general", "where"];

/// Before a group's name, no part of it.
pub const BEFORE: [&str; 10] = ["the", "a", "an", "of", "for", "in", "and", "with", "to", "first"];

/// Begins a sentence that goes on with what the one before it says.
pub const GOES_ON: [&str; 4] = ["these include", "this includes", "among these", "among them"];

/// What somebody was at, of a work: where the text tells what was done.
pub const DOING: [&str; 8] =
    ["building", "designing", "driving", "extending", "improving", "introducing", "leading", "pushing"];

/// Time, of which it may be told: "those years were spent pushing …".
pub const SPENT: [&str; 5] = ["month", "months", "time", "year", "years"];

/// After "helped": what it was that somebody did.
pub const HELPED: [&str; 7] = ["build", "design", "drive", "extend", "implement", "introduce", "write"];

/// Begins a sentence that has roles.
pub const MORE_ROLES: [&str; 2] = ["other roles include", "my roles include"];

/// Of a role that began.
pub const BEGAN: [&str; 4] = ["i was nominated", "i was promoted to", "i was appointed", "i was selected as"];
