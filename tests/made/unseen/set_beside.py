"""What accounts, portals, blogs, boards and shops set above, between and below an article.

One line of a pool is one piece of dirt, `/` where it breaks into lines; slots in braces are filled
by `said`. Every page carries a few pieces, so that a corpus shows each of them.
"""

from tests.made.unseen.prose import Writer


def said(w: Writer, piece: str) -> list[str]:
    """The lines of a piece with its slots filled."""
    d = w.dice
    date = w.date()
    year, month, day = date.split("-")
    slots = {
        "site": w.site(), "medium": w.medium(), "person": w.person(), "other": w.person(), "third": w.person(),
        "domain": w.domain(), "id": w.domain() + d.choice(["", str(d.randint(1, 99)), "_" + w.domain()[:4]]),
        "n": str(d.randint(2, 980)), "k": f"{d.randint(1, 9)}.{d.randint(1, 9)}", "date": date, "time": w.time(),
        "day": f"{year}年{int(month)}月{int(day)}日", "title": w.title(), "title2": w.title(), "title3": w.title(),
        "qq": str(d.randint(10**8, 10**9)), "phone": f"1{d.choice('3578')}{d.randint(10**8, 10**9 - 1)}",
        "code": w.code(5).upper(), "long": str(d.randint(10**5, 10**7)), "word": w.heading().strip("?？"),
        "token": w.code(11), "city": d.choice(["北京", "广东", "浙江", "四川", "江苏"]),
    }  # fmt: skip
    return [line.format_map(slots) for line in piece.split(" / ")]


# Above a text copied from an account.
ACCOUNT_HEADS = """
点击上方“{medium}”关注我们
↑点击上方蓝字，关注{medium}
点击上方蓝色字体，选择“设为星标”
▲点击上方“{medium}”，选择“置顶公众号”
点击上方 蓝字 关注我们 ，设为星标，第一时间看到推送
关注我们 / 设为星标
本文约{n}0字，阅读需要{n}分钟
全文共{n}0字，建议阅读时长8分钟
本文字数：{n}0，阅读时长大约10分钟
来源：{medium}（ID：{id}）
来源 | {medium}（ID：{id}） / 作者 | {person} / 编辑 | {other}
文丨{person} / 编辑丨{other} / 题图丨视觉中国
出品｜{medium} / 作者｜{person} / 排版｜{other}
本文来自微信公众号：{medium}（ID：{id}），作者：{person}，题图来自：视觉中国
以下文章来源于{medium} ，作者{person}
编辑：{person} {other}
作者：{person} / 微信号：{id} / 本文经授权转载自公众号“{medium}”
转自：{medium} / 仅用于学术分享，如有侵权，请联系删除
""".strip().split("\n")

# Below a text copied from an account.
ACCOUNT_TAILS = """
- END - / 投稿邮箱：{id}@163.com
—— 完 —— / 转载请联系本公众号获得授权 / 投稿或寻求报道：{id}@{domain}.com
© THE END / 长按识别二维码关注我们
长按二维码 识别关注 / 微信号：{id}
微信号：{id} / 长按上图，识别二维码
▼点击“阅读原文”，了解更多
戳“阅读原文”，查看更多精彩内容
点击下方卡片，关注“{medium}”
喜欢就点个“在看”吧↓↓↓
觉得有用，请点“在看”支持一下👇
点“赞”和“在看”，让更多人看到
往期精彩 / {title} / {title2} / {title3}
【往期回顾】 / 1. {title} / 2. {title2}
往期文章： / ● {title} / ● {title2} / 点击图片阅读 | {title3}
商务合作微信：{id}
商务合作请加微信：{id}（请注明公司+职务）
欢迎添加小编微信：{id}，拉你进读者交流群
加入读者交流群，请添加微信{id}，备注：姓名-公司-职位
转载、投稿、商务合作请后台留言或联系微信：{id}
转载开白请联系：{id}
原创不易，转载请注明出处，欢迎转发分享
本文版权归“{medium}”所有，转载请在后台留言
图片来源于网络，版权归原作者所有，如有侵权请联系我们删除
*文中图片均来自网络，侵删
声明：本文转载自{medium}，版权归原作者所有，如涉及作品内容、版权和其它问题，请在30日内与本号联系，我们将在第一时间删除内容！
我知道你在看哟
分享、点赞、在看，给我们一个三连击呗！
对此，你怎么看？欢迎在评论区留言讨论
-- 推荐阅读 -- / {title} / {title2}
扫描下方二维码，加入{medium}读者群
星标我们，不错过每一篇好文
关注{medium}，后台回复“{word}”领取资料
""".strip().split("\n")

# Below a text of a portal or of its accounts.
PORTAL_TAILS = """
返回{site}，查看更多 / 责任编辑：
返回{site}，查看更多 / 责任编辑：{person} / 平台声明：该文观点仅代表作者本人，{site}系信息发布平台，仅提供信息存储空间服务。
平台声明：该文观点仅代表作者本人，{medium}号系信息发布平台，{medium}仅提供信息存储空间服务。 / 阅读 ({n}) / 投诉
特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台“{medium}号”用户上传并发布，本平台仅提供信息存储服务。 / Notice: The content above (including the pictures and videos if any) is uploaded and posted by a user of {id}, which is a social media platform and only provides information storage services.
/阅读下一篇/ / 返回{site}首页 / 下载{site}新闻客户端
{site}跟贴 / 跟贴热词 / 文明上网理性发言，请遵守新闻评论服务协议 / 热门跟贴 / 还没有跟贴
本文来源：{medium} 责任编辑：{person}_{code}
（本文来源：{medium} 作者：{person} 责任编辑：{other}_N{code}）
本文来源：{medium}　　责任编辑： {person}
（责任编辑：{person} ）
[责任编辑：{person}]
【责任编辑：{person}】
责编：{person} / 校对：{other}
责任编辑：{person} SN{n}
(责任编辑：{person} HN{n})
（文章来源：{medium}） / 文章来源：{medium}责任编辑：{n}
编辑：{person}　二审：{other}　三审：{third}
一审：{person} / 二审：{other} / 三审：{third}
一审丨{person} 二审丨{other} 三审丨{third}
初审编辑：{person} / 责任编辑：{other} / 发布：{third}
记者丨{person} / 编辑丨{other} / 校对丨{third}
监制：{person} 策划：{other} 制作：{third}
统筹丨{person} / 设计丨{other}
来源：{medium} / 编辑：{person} / 审核：{other}
（来源：{medium}　编辑：{person}）
【责编：{person}】 / 阅读剩余全文（）
{site}声明：此消息系转载自{site}合作媒体，{site}登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。文章内容仅供参考，不构成投资建议。投资者据此操作，风险自担。 / 海量资讯、精准解读，尽在{site}APP / 责任编辑：{person}
24小时滚动播报最新的财经资讯和视频，更多粉丝福利扫描二维码关注（{id}）
{site}公众号 / “掌”握科技鲜闻 （微信搜索{id}或扫描左侧二维码关注）
版权声明：本文系{site}创作者独家内容，未经授权，不得复制和转载，否则将追究法律责任。
广告声明：文内含有的对外跳转链接（包括不限于超链接、二维码、口令等形式），用于传递更多信息，节省甄选时间，结果仅供参考，{site}所有文章均包含本声明。
本文来自微信公众号“{medium}”（ID:{id}），作者：{person}，{site}经授权发布。 / 该文观点仅代表作者本人，{site}平台仅提供信息存储空间服务。
本内容为作者独立观点，不代表{medium}立场。未经允许不得转载，授权事宜请联系{id}@{domain}.com / 正在改变与想要改变世界的人，都在 {medium}APP
更多精彩内容，关注{medium}微信号（ID：{id}），或者下载{medium}App
{site}原创文章，未经授权禁止转载。详情见转载须知。
本文来源于{medium}，原创文章，作者：{person}。转载或合作请点击转载说明，违规转载法律必究。
发布于：{city} / 举报/反馈
本文由{medium}原创，欢迎关注，带你一起长知识！
{date} {time}:17 / 发布于 {city} / 评论 {n} / 打开APP，查看更多精彩评论
内容为【{medium}】公众号原创，欢迎转载 / 白名单回复后台「转载」
打开{site}APP，阅读体验更佳
特别提醒：如果我们使用了您的图片，请作者与本站联系索取稿酬。如您不希望作品出现在本站，可联系我们要求撤下您的作品。
【来源：{medium}】 / 声明：转载此文是出于传递更多信息之目的。若有来源标注错误或侵犯了您的合法权益，请作者持权属证明与本网联系，我们将及时更正、删除，谢谢。 邮箱地址：{id}@{domain}.com
图片来自网络 侵删
（图片源于网络，侵权请联系删除）
欢迎关注我的公众号：{medium}
更多内容请关注微信公众号【{medium}】
关注公众号“{medium}”（{id}），获取更多干货
本文首发于微信公众号：{medium}
原文首发于{medium}，转载请注明
文章转载自{medium}，如有侵权请联系小编删除
内容来源：{medium} / 如有侵权，请联系后台删除
作者简介：{person}，{medium}主笔，微信号：{id}
责任编辑 | {person} / 视觉 | {other}
值班编辑：{person} / 值班主编：{other}
策划/{person} 撰文/{other} 编辑/{third}
新媒体编辑：{person} / 来源：{medium}综合
供稿：{medium} / 编审：{person}
实习编辑：{person} 责任编辑：{other}
终审：{person}　监审：{other}　编校：{third}
来源丨{medium}综合新华网、人民日报
END / 点赞 在看 转发 三连支持
喜欢的话别忘了点赞、收藏、转发哦~
如果觉得文章对你有帮助，欢迎转发给更多的人
码字不易，求点赞求关注
我是{person}，关注我，带你看懂科技圈
以上为本文全部内容，感谢阅读
谢谢观看，我们下期再见！
感谢您的阅读，欢迎留言交流
你对此怎么看？评论区聊聊吧
【投稿】{id}@qq.com
【商务合作】微信：{id}
爆料微信：{id}　爆料QQ：{qq}
新闻热线：0{n}-{long}
联系邮箱：{id}@{domain}.com
客服电话：400-{long}
广告合作QQ：{qq}
点击下载{site}客户端，查看更多精彩
更多精彩请下载{site}APP
{site}客户端 / 扫码下载
打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。
分享到微信朋友圈 / 打开微信“扫一扫”，打开网页后点击屏幕右上角分享按钮
用手机扫描二维码，在手机上继续观看
【纠错】 / 【责任编辑:{person}】
[ 责编：{person} ]
（编辑：{person} 如您有新闻线索，请联系邮箱{id}@{domain}.com）
相关链接： / {title} / {title2}
今日热点 / {title} / {title2} / {title3}
相关推荐 / {title} / 2小时前 / {title2} / 1天前
24小时热文 / 1 {title} / 2 {title2}
精彩推荐 / {title} / 广告 / {title2}
网友还在看 / {title} / {title2}
最新文章 / {title} / {title2}
上一条：{title} / 下一条：{title2}
上一篇: {title} 下一篇: {title2}
本文标签：{word} {word}
所属栏目：{word}
版权声明：本文内容由互联网用户自发贡献，该文观点仅代表作者本人。本站仅提供信息存储空间服务，不拥有所有权，不承担相关法律责任。如发现本站有涉嫌抄袭侵权/违法违规的内容，请发送邮件至 {id}@{domain}.com 举报，一经查实，本站将立刻删除。
免责声明：以上内容源自网络，版权归原作者所有，如有侵犯您的原创版权请告知，我们将尽快删除相关内容。
凡注明“来源：{site}”的所有作品，均为本网站合法拥有版权或有权使用的作品，转载请注明出处。
投资有风险，入市需谨慎。本文不构成任何投资建议。
风险提示：本文所述观点仅供参考，据此操作盈亏自负。
{site} {domain}.com 版权所有 / 网站备案号：京ICP备{long}1号 / 站长邮箱：{id}@qq.com
关于我们 - 广告服务 - 联系我们 - 网站地图 - 版权声明
Copyright {site} All Rights Reserved / 粤ICP备{long}8号-2
本站内容均来自网友投稿，如有侵权请联系管理员删除
回复 举报 赞 踩 / 沙发 {id} 发表于 {date} {time}
阅读全文 / 收起
展开阅读全文 ∨
点击展开全文
阅读原文 阅读 10万+ 赞 {n}
已赞 {n} / 写留言
扫码加入{medium}交流群 / 备注“{word}”优先通过
""".strip().split("\n")

# Below a text of a blog, of a site that collects texts, of a board.
BLOG_TAILS = """
未经允许不得转载：{site} » {title}
转载请注明：{site} » {title}
本文由 {site} 作者：{person} 发表，转载请注明来源！
本文地址：https://www.{domain}.com/post/{long}.html / 文章来源：{site} / 版权声明：除非特别标注，否则均为本站原创文章，转载时请以链接形式注明文章出处。
文章作者: {person} / 文章链接: https://{domain}.com/{date}/ / 版权声明: 本博客所有文章除特别声明外，均采用 CC BY-NC-SA 4.0 许可协议。转载请注明来自 {site}！
版权声明：本文为博主原创文章，遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接和本声明。 / 本文链接：https://blog.{domain}.net/{id}/article/details/{long}
分类专栏： {word} 文章标签： {word} / 最新推荐文章于 {date} {time}:00 发布 / 阅读量{k}k 收藏 {n} / 点赞数 {n}
发布于 {date} {time}・IP 属地{city} / 赞同 {n} / 添加评论 / 分享 / 收藏 / 喜欢
编辑于 {date} {time} / 著作权归作者所有 / 还没有评论
作者：{person} / 链接：https://www.{domain}.com/question/{long} / 来源：{site} / 著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。
© 著作权归作者所有,转载或内容合作请联系作者 / 更多精彩内容，就在{site}APP / 还没有人赞赏，支持一下
最后编辑于：{date} {time}:12 / 评论{n}赞{n}
赞({n}) 打赏 / 分享到：更多 ({n})
上一篇 / {title} / 下一篇 / {title2}
评论 抢沙发 / 昵称 (必填) / 邮箱 (必填) / 网址
以上就是关于{word}的全部内容，希望对大家有所帮助，更多资讯请关注{site}！
关于{word}的介绍到此就结束了，不知道你从中找到你需要的信息了吗？如果你还想了解更多这方面的信息，记得收藏关注本站。
本站部分内容来源于互联网，仅供学习交流之用。如有侵犯您的版权，请及时联系我们，我们将尽快处理。 / Copyright © {site} 版权所有 Powered by EmpireCMS
郑重声明：本文版权归原作者所有，转载文章仅为传播更多信息之目的，如作者信息标记有误，请第一时间联系我们修改或删除，多谢。
特别注意：本站所有转载文章言论不代表本站观点！本站所提供的图片等素材，版权归原作者所有，如需使用，请与原作者联系。
标签： {word} {word} / 本文暂时没有评论，来添加一个吧(●'◡'●) / 取消回复欢迎 你 发表评论:
楼主 | 发表于 {date} {time}:12 | 只看该作者 / 回复 支持 反对 使用道具 举报
您需要登录后才可以回帖 登录 | 立即注册 / 本版积分规则 / 发表回复 / 回帖后跳转到最后一页
来自Android客户端{n}楼{date} {time} / 收起回复 / 登录百度帐号 / 扫二维码下载客户端
下载贴吧APP看高清直播、视频！ / 贴吧页面意见反馈 / 违规贴吧举报反馈通道 / 贴吧违规信息处理公示
[{site}采编：{person}] / 关键字：{word}
分享让更多人看到 / 推荐阅读 / 相关新闻 / {title} / 客户端下载 / 热门排行
""".strip().split("\n")

# Above a text of a blog or a board.
BLOG_HEADS = """
楼主 / 发表于 {date} {time}:12 | 只看该作者 |倒序浏览 |阅读模式
马上注册，结交更多好友，享用更多功能，让你轻松玩转社区。 / 您需要 登录 才可以下载或查看，没有帐号？立即注册 / x
本帖最后由 {id} 于 {date} {time} 编辑
只看楼主 收藏 回复 / {id} / 初级粉丝 / 1 / 送TA礼物
{id} / {date} / {n}次浏览 / 0条评论
{person} 于 {date} {time}:12 发布 / 阅读量{k}k / 收藏 {n} / 点赞数 {n} / 分类专栏： {word} / 版权声明：本文为博主原创文章，遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接和本声明。
首发于{medium} / 写文章 / {person} / 关注 / {n} 人赞同了该文章
{person} / 关注 / 赞赏支持 / {date} {time}:12 字数 {n}0 阅读 {n} 评论 0 喜欢 {n}
今天给各位分享{word}的知识，其中也会对相关问题进行解释，如果能碰巧解决你现在面临的问题，别忘了关注本站，现在开始吧！ / 本文目录一览： / 1、{title} / 2、{title2}
当前位置：{site} > {word} > 正文 / 日期：{day} / 浏览：{n}
网站首页 / 新闻资讯 / 正文 / 时间：{date} 作者：admin 点击：{n}
""".strip().split("\n")

# Between the paragraphs of a body, on lines of their own.
BETWEEN = """
▼点击下方图片，立即购买▼
【限时特惠】原价{n}9元，现在只要29.9元，点击下方小程序立即抢购！
复制这条信息￥{token}￥，打开手机淘宝即可看到
点击链接购买：https://s.click.{domain}.com/{token}
淘宝搜索店铺：{site}旗舰店，报暗号“{word}”立减20元
欢迎加入读者QQ群：{qq}
更多资料请加QQ群：{qq}
QQ交流群：{qq}，验证信息：{word}
需要完整资料的朋友，请加微信：{id}，免费领取
👇扫码添加客服微信，免费领取资料👇
（广告）
广告
推广 | 赞助商内容
点击查看大图
图片加载失败，点击重试
点击播放视频
（此处为广告，请继续往下阅读）
继续阅读剩余 {n}%
——请往下拉，继续阅读——
滑动查看更多图片
👉点击关注{medium}，每天推送好文👈
下载APP查看完整内容
微信扫码关注{medium}，获取最新资讯
长按识别下方二维码，免费试听课程
【相关阅读：{title}】
（公众号：{medium}）
▲ 图片来自网络
△图源：{medium}
文末有福利，不要错过
（点击图片可放大）
↓↓↓ 点击进入小程序 ↓↓↓
【扫码进群领资料】
进群方式：添加微信 {id}
戳这里→ 查看往期内容
有需要的朋友扫描下方二维码添加老师微信
点击上方卡片关注我们
推荐阅读：{title}
相关阅读：{title}
延伸阅读 | {title}
点此查看：{title}
>>>点击查看：{title}
本文未完，点击下一页继续
更多资讯，请关注{medium}公众号（{id}）
加入会员 免费看全文
限时福利：前100名免费领取，加V：{id}
""".strip().split("\n")
