pragma ComponentBehavior: Bound
import QtQuick

// Where am I, the tool keys and the phases. On attract it lies on the dark hero.
Item {
    id: bar

    property var view: ({})
    readonly property bool attract: view.kind === "attract" && !view.sheet
    readonly property bool hasPhases: !!view.phases && view.phases.length > 0
    readonly property bool sheeted: !!view.sheet
    // Low reach: the tools lie in the bottom bar.
    readonly property var tools: Theme.low ? [] : view.tools || []
    readonly property real toolTop: attract && !Theme.wide ? Theme.px(56) : Theme.wide ? Theme.px(22) : Theme.px(24)

    y: Theme.roof
    width: Theme.width
    height: Theme.wide ? Theme.mm(29) : Theme.low ? Theme.mm(34) : hasPhases || sheeted ? Theme.mm(51) : Theme.px(128)

    Rectangle {
        anchors.fill: parent
        visible: !bar.attract
        color: Theme.surface
    }
    Rectangle {
        visible: !bar.attract
        y: parent.height - height
        width: parent.width
        height: Theme.px(2)
        color: Theme.hair
    }
    Icon {
        id: mark

        visible: !!bar.view.heading && bar.view.heading.icon !== ""
        name: bar.view.heading ? bar.view.heading.icon || "" : ""
        size: Theme.px(48)
        color: bar.attract ? Theme.heroInk : Theme.accent
        x: Theme.margin
        y: title.y + (title.height - height) / 2
    }
    Label {
        id: title

        visible: !!bar.view.heading
        x: Theme.margin + Theme.px(64)
        y: bar.attract && Theme.wide ? Theme.px(60) : bar.toolTop + (Theme.px(72) - height) / 2
        width: Math.max(0, (Theme.wide ? (bar.attract ? Theme.mm(223) : bar.hasPhases ? phases.x : toolRow.x) : toolRow.x) - x - Theme.px(16))
        text: bar.view.heading ? bar.view.heading.text || "" : ""
        // A long name of the case takes two smaller lines.
        readonly property bool long: metrics.advanceWidth(Theme.letters(text)) > width

        size: Theme.px(long ? 27 : 34)
        line: 1.2
        bold: true
        color: bar.attract ? Theme.heroInk : Theme.ink
        Accessible.ignored: false
        Accessible.role: Accessible.Heading
        Accessible.name: Theme.spoken(text)
    }
    FontMetrics {
        id: metrics

        font.family: title.font.family
        font.pixelSize: Theme.px(34)
        font.bold: true
    }
    Row {
        id: toolRow

        x: Theme.width - Theme.margin - width
        y: bar.toolTop
        spacing: Theme.px(16)

        Repeater {
            model: bar.tools.length

            ToolKey {
                required property int index
                readonly property var tool: bar.tools[index] || ({})

                objectName: tool.name || ""
                text: tool.text || ""
                icon: tool.icon || ""
                action: tool.action || ""
                argument: tool.argument
                selected: !!tool.selected
            }
        }
    }
    Phases {
        id: phases

        visible: bar.hasPhases
        model: bar.view.phases || []
        barsOnly: Theme.low
        x: Theme.wide ? Theme.mm(124) : Theme.margin
        y: Theme.wide ? Theme.px(28) : Theme.low ? Theme.mm(27) : Theme.mm(30)
        width: Theme.wide ? Math.min(Theme.mm(191), toolRow.x - x - Theme.px(32)) : Theme.column
    }
}
