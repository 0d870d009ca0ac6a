pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// All answers by person; each with a key to change it. Pages that do not fit are turned here, pages
// of the session by its own keys.
Page {
    id: page

    readonly property var groups: body.groups || []
    readonly property var keys: body.pageKeys || null
    // One entry per line: a head or a row, so that a group may go over a page.
    readonly property var lines: {
        const result = [];
        groups.forEach((group, g) => {
            result.push({ head: true, title: group.title || "", icon: group.icon || "", group: "" });
            (group.rows || []).forEach((row, r) => result.push({
                head: false, row: row, first: r === 0, group: "group" + g,
                title: group.title || "", icon: group.icon || ""
            }));
        });
        return result;
    }

    // Lines that the longest name of a group takes.
    readonly property int headLines: Math.ceil(groups.reduce((most, group) => Math.max(most,
        headMetrics.advanceWidth(Theme.letters(group.title || ""))), 1) / (stage.width - Theme.text(60)))

    pageable: true
    pageRoom: Math.max(Theme.mm(60), list.least)
    needed: list.wanted

    FontMetrics {
        id: headMetrics

        font.family: Theme.face
        font.bold: true
        font.pixelSize: Theme.text(34)
    }

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight
        gap: Theme.px(12)
        building: rows.building
        pageText: page.body.pageText || ""
        outerUp: page.keys ? page.keys.up || null : null
        outerDown: page.keys ? page.keys.down || null : null
        outerPage: page.body.page || 1
        outerPages: page.body.pages || 1
        // A group that goes over a page says there whose answers these are.
        continuedHeight: page.headLines * Math.round(Theme.text(34) * 1.4) + Theme.px(12)
        continuedHead: GroupHead {
            readonly property var entry: (parent as Loader)?.continues?.entry ?? null

            title: entry ? entry.title : ""
            icon: entry ? entry.icon : ""
        }

        Rows {
            id: rows

            wanted: page.lines.length

            Loader {
                id: line

                required property int index
                readonly property var entry: page.lines[index] || ({ head: false })
                readonly property real gapBefore: entry.head ? Theme.px(28) : -1
                readonly property bool keepWithNext: !!entry.head
                readonly property string group: entry.group || ""

                width: list.width
                sourceComponent: entry.head ? head : row

                Component {
                    id: head

                    GroupHead {
                        title: line.entry.title
                        icon: line.entry.icon
                    }
                }
                Component {
                    id: row

                    ReviewRow {
                        model: line.entry.row || ({})
                        first: !!line.entry.first
                    }
                }
            }
        }
    }
}
