import QtQuick

// A question screen: title, lead, reason and banner over (portrait) or beside (landscape) the
// answers. Screens put their answers into the stage; `needed` says how high they are.
Item {
    id: page

    required property var view
    readonly property var body: view.body || ({})
    property real needed: 0
    property bool pageable: false      // the answers turn pages when they do not fit
    property bool reads: false         // they are to be read: low reach may show them over the middle
    property real pageRoom: Theme.mm(60)       // the least height of such a page
    property real railExtra: 0         // landscape: height of what the screen puts under its head
    property bool bannerBelow: false   // the screen shows the banner itself, under its content
    property var bannerModel: bannerBelow ? null : view.banner || null
    property bool foldInRail: false    // landscape: lead and reason wait behind the chip
    property bool calmTitle: false     // typing needs room: large text keeps the title's usual size
    property bool crowded: false       // several fields: the title gives way a little more
    readonly property real chipWidth: chipShown ? reasonBox.chipWidth : 0
    property real contentGap: bannerShown ? Theme.px(28) : Theme.px(40)
    readonly property real headWidth: Theme.wide ? Theme.railWidth : Theme.column
    readonly property real topBar: Theme.wide ? Theme.mm(29) : Theme.low ? Theme.mm(153)
        : view.phases && view.phases.length > 0 ? Theme.mm(51) : Theme.px(128)
    readonly property real headTop: topBar + Theme.px(Theme.low ? 28 : 52) + (opening.text !== "" ? opening.height : 0)
    // What the head would take with its lead, and what it may take beside or above the answers.
    readonly property real fullHead: title.height + besideHeight
        + (view.lead ? Theme.px(16) + lead.implicitHeight : 0)
        + chipRoom
        + (bannerShown ? Theme.px(36) + banner.implicitHeight : 0)
    readonly property real chipRoom: hasReason && !Theme.low ? Theme.px(40) + reasonBox.chipHeight : 0
    readonly property real headRoom: Theme.stageBottom - headTop - (Theme.wide ? railExtra : contentGap + (pageable ? pageRoom : needed))
    // Then the lead waits with the reason behind the chip.
    readonly property bool foldLead: !!view.lead && (hasReason && (Theme.large || foldInRail && Theme.wide)
        || fullHead > headRoom)
    readonly property bool chipShown: hasReason || foldLead
    readonly property bool hasReason: !!view.reason && !!view.reasonTitle
    readonly property bool leadShown: !!view.lead && !foldLead
    readonly property bool bannerShown: banner.model !== null
    // What is to be put right takes the title's place where both do not fit: the fields say what is asked.
    readonly property bool forTitle: calmTitle && bannerShown
        && title.height + besideHeight + chipRoom + Theme.px(36) + banner.implicitHeight > headRoom
    readonly property real titleBottom: headTop + (forTitle ? 0 : title.height + besideHeight)
    // Beside a translation that nobody has read, as long as the answers keep their room.
    readonly property real besideHeight: besideShown ? beside.contentHeight + Theme.px(8) : 0
    readonly property bool besideShown: beside.text !== "" && title.height + beside.contentHeight + Theme.px(8)
        + (Theme.low ? 0 : hasReason || view.lead ? Theme.px(40) + reasonBox.chipHeight : 0)
        + (bannerShown ? Theme.px(36) + banner.implicitHeight : 0) <= headRoom
    readonly property real leadTop: titleBottom + Theme.px(16)
    readonly property real leadBottom: leadShown ? leadTop + lead.height : titleBottom
    readonly property real reasonTop: leadBottom + Theme.px(forTitle ? 0 : foldInRail && Theme.wide ? 24 : Theme.wide || foldLead ? 32 : 40)
    readonly property real reasonBottom: chipShown && !Theme.low ? reasonTop + (reasonBox.open && !covered ? reasonBox.implicitHeight : reasonBox.chipHeight) : leadBottom
    readonly property real bannerTop: reasonBottom
        + Theme.px(forTitle && reasonBottom === headTop ? 0 : Theme.large ? 24 : 36)
    readonly property real headBottom: bannerShown ? bannerTop + banner.implicitHeight : reasonBottom
    // Low reach: the answers begin in the lower half where they fit there, and go higher only as far as they must.
    readonly property real lowTop: Math.max(headBottom + contentGap, reads ? 0 : Math.min(Theme.reach, Theme.stageBottom - (pageable ? pageRoom : needed)))
    readonly property real stageTop: Theme.wide ? Theme.mm(43) : Theme.low ? lowTop : headBottom + contentGap
    readonly property real stageHeight: Theme.stageBottom - stageTop
    // An opened reason that leaves no room covers the answers until it is closed.
    readonly property real openHead: fullHead - reasonBox.chipHeight + reasonBox.implicitHeight
        - (foldLead ? Theme.px(16) + lead.implicitHeight : 0)
    readonly property bool coverAlways: Theme.low || Theme.wide && Theme.scale > 1
    readonly property bool reasonOpen: reasonBox.open
    readonly property bool covered: reasonBox.open && (coverAlways || openHead > Theme.stageBottom - headTop
        - (Theme.wide ? railExtra : contentGap + needed))
    readonly property string titleText: view.title || ""
    property alias stage: stageItem
    default property alias content: stageItem.data

    width: Theme.width
    height: Theme.height

    // Low reach: the chip stands among the tools of the bottom bar.
    readonly property string chipText: chipShown ? reasonBox.title : ""

    function turnReason() {
        reasonBox.asked = true;
        reasonBox.open = !reasonBox.open;
    }

    readonly property bool large: Theme.large
    onLargeChanged: start()
    onTitleTextChanged: start()
    onCoveredChanged: folding.running = covered && !reasonBox.asked
    Component.onCompleted: start()

    // A reason that has room stands open from the start; one that would cover the answers waits for a touch.
    function start() {
        reasonBox.asked = false;
        reasonBox.open = hasReason && !foldLead && !coverAlways && (Theme.wide || view.reasonOpen === true);
    }

    // Not at once: what is being measured would change while it is measured.
    Timer {
        id: folding

        interval: 0
        onTriggered: {
            if (page.covered && !reasonBox.asked)
                reasonBox.open = false;
        }
    }

    Label {
        id: opening

        visible: text !== ""
        x: Theme.railX
        y: page.topBar + Theme.px(Theme.low ? 20 : 44)
        width: page.headWidth
        text: page.view.opening || ""
        color: Theme.ink2
    }
    Heading {
        id: title

        visible: !page.forTitle
        x: Theme.railX
        y: page.headTop
        room: page.headWidth
        text: page.titleText
        size: page.calmTitle ? Theme.px(Theme.low ? (crowded ? 40 : 46) : Theme.wide ? (Theme.scale > 1 ? 44 : crowded ? 42 : 52) : crowded ? 46 : 56) : Theme.text(Theme.wide ? 52 : 56)
        line: 1.33
    }
    Label {
        id: beside

        visible: page.besideShown && !page.forTitle
        x: Theme.railX
        y: page.headTop + title.height + Theme.px(8)
        width: page.headWidth
        text: page.view.beside || ""
        size: Theme.bar(28)
        line: 1.4
        japanese: true
        color: Theme.ink2
    }
    Label {
        id: lead

        visible: page.leadShown
        x: Theme.railX
        y: page.leadTop
        width: page.headWidth
        text: page.view.lead || ""
        color: Theme.ink2
    }
    ReasonBox {
        id: reasonBox

        visible: page.chipShown
        x: page.covered ? Theme.stageX : Theme.railX
        y: !page.covered ? page.reasonTop : Theme.low ? Math.max(Theme.reach, page.stageTop) : Theme.wide ? page.stageTop : page.reasonTop
        width: page.coverAlways && open ? Theme.stageWidth : page.headWidth
        title: page.hasReason ? page.view.reasonTitle : Theme.words.about
        closable: page.covered
        chipped: !Theme.low
        reason: Theme.lines([page.foldLead ? page.view.lead : "", page.hasReason ? page.view.reason : ""])
    }
    Banner {
        id: banner

        visible: model !== null && !(page.covered && !Theme.wide)
        x: Theme.railX
        y: page.bannerTop
        width: page.headWidth
        height: implicitHeight
        model: page.bannerModel
        calm: page.calmTitle
    }
    Item {
        id: stageItem

        visible: !page.covered
        x: Theme.stageX
        y: page.stageTop
        width: Theme.stageWidth
        height: page.stageHeight
    }
}
