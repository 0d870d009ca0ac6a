import QtQuick

// The box of a banner: its bar, icon and words.
Item {
    id: banner

    property string tone: "info"
    property string head: ""
    property string text: ""
    property string icon: ""
    // Where there is little height its words grow less, as those of bars do.
    property bool calm: false          // typing needs room, as for a title
    readonly property bool tight: Theme.low || (Theme.wide || calm) && Theme.scale > 1
    readonly property color toneInk: tone === "ok" ? Theme.ok : tone === "wait" ? Theme.wait
        : tone === "error" ? Theme.error : Theme.accent
    readonly property color ground: tone === "ok" ? Theme.okTint : tone === "wait" ? Theme.waitTint
        : tone === "error" ? Theme.errorTint : Theme.tint
    readonly property string shownIcon: icon !== "" ? icon : tone === "ok" ? "check"
        : tone === "wait" ? "clock" : tone === "error" ? "cross" : "info"

    implicitHeight: Math.max(Theme.mm(tight ? 17 : 23), headText.shownHeight + bodyText.shownHeight + Theme.px(tight ? 24 : 44))

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(16)
        color: banner.ground
    }
    Rectangle {
        width: Theme.px(10)
        height: parent.height
        radius: width / 2
        color: banner.tone === "wait" ? Theme.waitBar : banner.toneInk
    }
    Icon {
        x: Theme.px(40)
        y: words.y + Math.round(((banner.head !== "" ? headText.lineHeight : bodyText.lineHeight) - height) / 2)
        name: banner.shownIcon
        size: Theme.px(46)
        color: banner.toneInk
    }
    Item {
        id: words

        x: Theme.px(110)
        width: parent.width - x - Theme.px(24)
        height: headText.shownHeight + bodyText.shownHeight
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: headText

            readonly property real shownHeight: banner.head === "" ? 0 : contentHeight + Theme.px(2)

            visible: banner.head !== ""
            width: parent.width
            text: banner.head
            size: banner.tight ? Theme.bar(31) : Theme.text(34)
            line: banner.tight ? 1.3 : 1.4
            bold: true
            color: banner.tone === "error" ? Theme.error : Theme.ink
        }
        Label {
            id: bodyText

            readonly property real shownHeight: banner.text === "" ? 0 : contentHeight

            visible: banner.text !== ""
            y: headText.shownHeight
            width: parent.width
            text: banner.text
            size: banner.tight ? Theme.bar(29) : Theme.text(32)
            line: banner.tight ? 1.3 : 1.45
        }
    }
}
