import QtQuick

// A question screen: title, lead, reason and banner over (portrait) or beside (landscape) the
// answers. Screens put their answers into the stage; `needed` says how high they are.
Item {
    id: page

    required property var view
    readonly property var body: view.body || ({})
    property real needed: 0
    property bool bannerBelow: false   // the screen shows the banner itself, under its content
    property real contentGap: bannerShown ? Theme.px(28) : Theme.px(40)
    readonly property real headWidth: Theme.wide ? Theme.railWidth : Theme.column
    readonly property real topBar: Theme.wide ? Theme.mm(29)
        : view.phases && view.phases.length > 0 ? Theme.mm(51) : Theme.px(128)
    readonly property real headTop: topBar + Theme.px(52)
    readonly property bool foldLead: Theme.large && reasonBox.shown
    readonly property bool bannerShown: banner.model !== null
    readonly property real leadTop: headTop + title.height + Theme.px(16)
    readonly property real leadBottom: lead.visible ? leadTop + lead.height : headTop + title.height
    readonly property real reasonTop: leadBottom + Theme.px(Theme.wide || foldLead ? 32 : 40)
    readonly property real reasonBottom: reasonBox.shown ? reasonTop + reasonBox.implicitHeight : leadBottom
    readonly property real bannerTop: reasonBottom + Theme.px(Theme.large ? 24 : 36)
    readonly property real headBottom: bannerShown ? bannerTop + banner.implicitHeight : reasonBottom
    readonly property real stageTop: Theme.wide ? Theme.mm(43) : headBottom + contentGap
    readonly property real stageHeight: Theme.stageBottom - stageTop
    // An opened reason that leaves no room covers the answers until it is closed.
    readonly property bool covered: reasonBox.open && !Theme.wide && needed > stageHeight
    readonly property string titleText: view.title || ""
    property alias stage: stageItem
    default property alias content: stageItem.data

    width: Theme.width
    height: Theme.height

    onTitleTextChanged: reasonBox.open = startOpen()
    Component.onCompleted: reasonBox.open = startOpen()

    function startOpen(): bool {
        return reasonBox.shown && !Theme.large && (Theme.wide || view.reasonOpen === true);
    }

    Label {
        id: title

        x: Theme.margin
        y: page.headTop
        width: page.headWidth
        text: page.titleText
        size: Theme.text(Theme.wide ? 52 : 56)
        line: 1.33
        bold: true
        Accessible.ignored: false
        Accessible.role: Accessible.Heading
        Accessible.name: Theme.spoken(text)
    }
    Label {
        id: lead

        visible: text !== "" && !page.foldLead
        x: Theme.margin
        y: page.leadTop
        width: page.headWidth
        text: page.view.lead || ""
        color: Theme.ink2
    }
    ReasonBox {
        id: reasonBox

        x: Theme.margin
        y: page.reasonTop
        width: page.headWidth
        title: page.view.reasonTitle || ""
        reason: (Theme.large && page.view.lead && page.view.reason ? page.view.lead + "\n" : "")
            + (page.view.reason || "")
    }
    Banner {
        id: banner

        x: Theme.margin
        y: page.bannerTop
        width: page.headWidth
        height: implicitHeight
        model: page.bannerBelow ? null : page.view.banner || null
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
