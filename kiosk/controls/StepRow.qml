import QtQuick

// One step of something that runs: mark, what, and its state in words at the right edge.
Item {
    id: row

    property var step: ({})            // {text, state: todo|now|done|wait, stateText}
    property real gapBefore: -1
    property string group: "steps"
    property bool first: false
    readonly property bool now: step.state === "now"
    readonly property bool stacked: what.implicitWidth + stateWord.implicitWidth + Theme.px(180) > width

    implicitHeight: Math.max(Theme.mm(Theme.wide ? 21 : 26), Theme.px(Theme.wide ? 32 : 40) + (stacked
        ? what.contentHeight + stateWord.contentHeight
        : Math.max(what.contentHeight, stateWord.contentHeight)))

    Rectangle {
        visible: !row.first
        x: Theme.px(36)
        width: parent.width - 2 * x
        height: Theme.px(2)
        color: Theme.hair
    }
    Mark {
        visible: row.step.state !== "wait"
        x: Theme.px(36)
        anchors.verticalCenter: parent.verticalCenter
        mode: row.step.state || "todo"
    }
    Icon {
        visible: row.step.state === "wait"
        x: Theme.px(36)
        anchors.verticalCenter: parent.verticalCenter
        name: "clock"
        size: Theme.px(52)
        color: Theme.wait
    }
    Label {
        id: what

        x: Theme.px(120)
        y: row.stacked ? (row.height - height - stateWord.height) / 2 : (row.height - height) / 2
        width: row.width - x - Theme.px(36) - (row.stacked ? 0 : stateWord.implicitWidth + Theme.px(20))
        text: row.step.text || ""
        size: Theme.text(34)
        line: 1.4
        bold: row.now
        color: row.step.state === "todo" ? Theme.ink2 : Theme.ink
    }
    Label {
        id: stateWord

        x: row.stacked ? what.x : row.width - Theme.px(38) - width
        y: row.stacked ? what.y + what.height : (row.height - height) / 2
        width: Math.ceil(Math.min(implicitWidth, row.width - what.x - Theme.px(36)))
        text: row.step.stateText || ""
        size: Theme.text(30)
        line: 1.4
        bold: row.now
        color: row.now ? Theme.accent : row.step.state === "wait" ? Theme.wait : Theme.ink2
    }
}
