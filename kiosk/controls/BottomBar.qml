pragma ComponentBehavior: Bound
import QtQuick

// Back, staff, next: at the same places on every screen.
Rectangle {
    id: bar

    property var view: ({})
    property Item page: null           // the screen over the bar
    readonly property var back: view.back || ({})
    readonly property var staff: view.staff || ({})
    readonly property var next: view.next || ({})
    readonly property real keyHeight: Theme.mm(Theme.wide ? 27 : 29)
    readonly property real keyTop: Theme.wide ? Theme.px(18) : Theme.low ? Theme.mm(Theme.noted ? 24.5 : 32) : Theme.px(Theme.noted ? 14 : 30)
    readonly property real backWidth: Theme.wide ? Theme.mm(71) : Math.round(Theme.column * 0.25)
    readonly property real nextWidth: Theme.wide ? Theme.mm(111) : Math.round(Theme.column * 0.38)
    readonly property real outerRight: Theme.width - Theme.margin
    // Low reach: the tools of the top bar, over the keys.
    readonly property var tools: Theme.low && !view.overlay ? view.tools || [] : []

    y: Theme.bottomBarTop
    width: Theme.width
    height: Theme.bottomBarHeight
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: Theme.px(2)
        color: Theme.hair
    }
    Row {
        x: Theme.margin
        y: Theme.mm(Theme.noted ? 1.5 : 6)
        spacing: Theme.px(16)

        Repeater {
            model: bar.tools.length

            ToolKey {
                required property int index
                readonly property var tool: bar.tools[index] || ({})

                objectName: tool.name || ""
                width: Math.max(Theme.px(300), implicitWidth)
                text: tool.text || ""
                icon: tool.icon || ""
                action: tool.action || ""
                argument: tool.argument
                selected: !!tool.selected
            }
        }
        ToolKey {
            readonly property Page page: bar.page as Page

            visible: Theme.low && !!page && page.chipText !== "" && !bar.view.sheet && !bar.view.overlay
            objectName: "key.reason"
            width: Math.max(Theme.px(300), implicitWidth)
            text: page ? page.chipText : ""
            icon: "q"
            selected: !!page && page.reasonOpen
            onTriggered: page.turnReason()
        }
    }
    SecondaryKey {
        objectName: bar.back.name || "key.back"
        visible: !!bar.back.text
        x: Theme.left ? bar.outerRight - width : Theme.margin
        y: bar.keyTop
        width: bar.backWidth
        height: bar.keyHeight
        text: bar.back.text || ""
        size: Theme.bar(36)
        fits: true
        icon: bar.back.icon || "back"
        action: bar.back.action || "back"
        argument: bar.back.argument
        off: !bar.back.enabled
    }
    StaffKey {
        objectName: bar.staff.name || "key.staff"
        x: Theme.wide ? (Theme.width - width) / 2 : Theme.margin + Theme.px(20) + (Theme.left ? bar.nextWidth : bar.backWidth)
        y: bar.keyTop
        width: Theme.wide ? Theme.mm(99) : Theme.mm(79)
        height: bar.keyHeight
        text: bar.staff.called ? bar.staff.calledText || bar.staff.text || "" : bar.staff.text || ""
        fits: true
        selected: !!bar.staff.called
        action: bar.staff.action || "staff"
        argument: bar.staff.argument
    }
    PrimaryKey {
        objectName: bar.next.name || "key.next"
        visible: !!bar.next.text
        x: Theme.left ? Theme.margin : bar.outerRight - width
        y: bar.keyTop
        width: bar.nextWidth
        height: bar.keyHeight
        text: bar.next.text || ""
        size: Theme.bar(42)
        fits: true
        icon: bar.next.icon === undefined ? "next" : bar.next.icon
        action: bar.next.action || "next"
        argument: bar.next.argument
        off: !bar.next.enabled
        spoken: Theme.said([text, off ? bar.next.why : ""])
    }
}
