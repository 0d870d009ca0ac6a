pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// The end: not finished yet, the number, what to do in steps, and the lists: counters, things to bring, elsewhere.
Page {
    id: page

    readonly property var rows: body.rows || []
    readonly property var columns: body.columns || []
    readonly property var keys: body.pageKeys || null
    readonly property var things: body.bring || []
    readonly property var elsewhere: apart(body.elsewhere || [])
    readonly property bool headed: columns.length > 0 && rows.length > 0 && !Theme.stacked

    // Each note by itself: with its row it may be higher than a page.
    function apart(rows: var): var {
        const found = [];
        for (const row of rows) {
            found.push(Object.assign({}, row, { note: "" }));
            if (row.note)
                found.push({ note: row.note });
        }
        return found;
    }

    bannerBelow: !Theme.wide || Theme.large
    pageable: true
    reads: true
    pageRoom: Math.max(Theme.mm(60), list.least)
    needed: list.wanted

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight
        gap: Theme.px(28)
        building: rows.building
        pageText: page.body.pageText || ""
        outerUp: page.keys ? page.keys.up || null : null
        outerDown: page.keys ? page.keys.down || null : null
        outerPage: page.body.page || 1
        outerPages: page.body.pages || 1
        continuedHeight: page.headed ? Theme.px(74) : 0
        continuedInCard: true
        continuedHead: ResultColumns {
            readonly property string of: (parent as Loader)?.continues?.group ?? ""

            visible: page.headed
            columns: of === "bring" ? [page.body.bringTitle || ""] : of === "elsewhere" ? [page.body.elsewhereTitle || ""] : page.columns
            icons: of === "bring" ? ["bag"] : ["pin", "clock", "person"]
        }

        ResultHead {
            width: list.width
            number: page.body.number || ""
            numberLabel: page.body.numberLabel || ""
            steps: page.body.steps || []
            qr: page.body.qr || []
        }
        Label {
            readonly property real gapBefore: -1
            readonly property bool keepWithNext: true
            readonly property bool skipped: text === ""

            visible: !skipped
            width: list.width
            text: page.body.listTitle || ""
            size: Theme.text(34)
            line: 1.4
            bold: true
            color: Theme.accent
        }
        ResultColumns {
            readonly property real gapBefore: Theme.px(14)
            readonly property string group: "rows"
            readonly property bool keepWithNext: true
            readonly property bool skipped: !page.headed

            visible: !skipped
            width: list.width
            columns: page.columns
        }
        Rows {
            id: rows

            wanted: page.rows.length
            atOnce: Theme.wide || Theme.large ? 2 : 5

            ResultRow {
                required property int index

                model: page.rows[index] || ({})
                first: index === 0
                width: list.width
            }
        }
        Item {
            id: reasons

            readonly property real gapBefore: -1
            readonly property real from: Theme.low ? Math.max(0, Theme.reach - page.stageTop) : 0
            readonly property var model: page.body.reasonsKey || null
            readonly property bool skipped: !model

            visible: !skipped
            width: list.width
            implicitHeight: Math.max(reasonsCap.height, reasonsText.contentHeight)

            SecondaryKey {
                id: reasonsCap

                objectName: reasons.model ? reasons.model.name : "key.reasons"
                width: Theme.large ? parent.width : Math.min(Theme.px(430), parent.width * 0.48)
                height: Theme.mm(23)
                size: Theme.bar(32)
                icon: "printer"
                text: reasons.model ? reasons.model.text : ""
                off: !reasons.model || reasons.model.enabled === false
                onTriggered: Desk.act("reasons", "")
            }
            Label {
                id: reasonsText

                visible: !Theme.large
                x: reasonsCap.width + Theme.px(24)
                width: parent.width - x
                y: (parent.height - contentHeight) / 2
                text: page.body.reasonsText || ""
                size: Theme.bar(28)
                line: 1.4
                color: Theme.ink2
            }
        }
        ResultColumns {
            readonly property real gapBefore: -1
            readonly property string group: "bring"
            readonly property bool keepWithNext: true
            readonly property bool skipped: page.things.length === 0

            visible: !skipped
            width: list.width
            columns: [page.body.bringTitle || ""]
            icons: ["bag"]
        }
        Repeater {
            model: page.things.length

            ThingRow {
                required property int index

                text: page.things[index] || ""
                first: index === 0
                width: list.width
            }
        }
        ResultColumns {
            readonly property real gapBefore: -1
            readonly property string group: "elsewhere"
            readonly property bool keepWithNext: true
            readonly property bool skipped: page.elsewhere.length === 0

            visible: !skipped
            width: list.width
            columns: [page.body.elsewhereTitle || ""]
            icons: ["pin"]
        }
        Repeater {
            model: page.elsewhere.length

            ResultRow {
                required property int index

                model: page.elsewhere[index] || ({})
                group: "elsewhere"
                first: index === 0
                nearNext: index + 1 < page.elsewhere.length && !page.elsewhere[index + 1].title
                width: list.width
            }
        }
        Label {
            readonly property real gapBefore: -1
            readonly property bool skipped: text === ""

            visible: !skipped
            width: list.width
            text: page.body.note || ""
            color: Theme.ink2
        }
        Banner {
            width: list.width
            model: page.bannerBelow ? page.view.banner || null : null
        }
    }
}
