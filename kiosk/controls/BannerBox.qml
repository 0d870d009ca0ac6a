import QtQuick

// The box of a banner: its bar, icon and words.
Item {
    id: banner

    property string tone: "info"
    property string head: ""
    property string text: ""
    property string icon: ""
    readonly property color toneInk: tone === "ok" ? Theme.ok : tone === "wait" ? Theme.wait
        : tone === "error" ? Theme.error : Theme.accent
    readonly property color ground: tone === "ok" ? Theme.okTint : tone === "wait" ? Theme.waitTint
        : tone === "error" ? Theme.errorTint : Theme.tint
    readonly property string shownIcon: icon !== "" ? icon : tone === "ok" ? "check"
        : tone === "wait" ? "clock" : tone === "error" ? "cross" : "info"

    implicitHeight: Math.max(Theme.mm(23), headText.shownHeight + bodyText.shownHeight + Theme.px(44))

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
            size: Theme.text(34)
            line: 1.4
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
        }
    }
}
